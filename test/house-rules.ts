import { posix } from 'node:path';
import type { SourceFile, SourceImport, SourceUse } from './source-file.ts';

/** A folder's own files, or one file, and what may come into it. */
export interface Room {
  readonly path: string;
  /** Rooms, `ROOM/*` for the sub-rooms of one, and packages; a package stands for what is below it. */
  readonly imports: readonly string[];
  /** Of these types only. */
  readonly types?: readonly string[];
  /** Of these types, and the rest only by `import()` where it is needed. */
  readonly lazily?: readonly string[];
  /** It is one room with all its folders, and sees into the inside of others. */
  readonly isOpen?: boolean;
}

const TOP = /^(?:src|cli|lambda|infra|demo|bench|scripts|test)(?:\/|$)/;

/** The files of the room and of no room within it. */
export function listFiles(
  files: readonly SourceFile[],
  room: Room,
  rooms: readonly Room[],
): readonly SourceFile[] {
  return files.filter((file) => findRoom(file.path, rooms) === room);
}

/** The room that the file is in. */
export function findRoom(path: string, rooms: readonly Room[]): Room | undefined {
  return rooms.find((room) => path === room.path || holds(room.path, path, room));
}

/** What comes into the room's files and may not, each with the place and what may. */
export function findForbiddenImports(files: readonly SourceFile[], room: Room): readonly string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter((each) => !mayImport(room, each))
      .map(({ target, line }) => `${path}:${line} imports ${target}: ${wordRoom(room)}`),
  );
}

/** Where the files use what they may not. */
export function findForbiddenUses(
  files: readonly SourceFile[],
  isForbidden: (use: SourceUse) => boolean,
): readonly string[] {
  return files.flatMap(({ path, uses }) =>
    uses.filter((use) => isForbidden(use)).map(({ name, line }) => `${path}:${line} uses ${name}`),
  );
}

/**
 * Ways that come back to where they began, each once: `a → b → a`. What is imported as a type, or late, counts too.
 * @param nameOf What stands for a file on the way: itself, or its folder.
 */
export function findCircles(
  files: readonly SourceFile[],
  nameOf: (path: string) => string,
): readonly string[] {
  const arrows = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const from = nameOf(path);
    const to = imports.filter(({ target }) => TOP.test(target)).map(({ target }) => nameOf(target));
    arrows.set(from, new Set([...(arrows.get(from) ?? []), ...to.filter((each) => each !== from)]));
  }
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]): void => {
    const back = way.indexOf(name);
    if (back !== -1) circles.push([...way.slice(back), name].join(' → '));
    if (back !== -1 || done.has(name)) return;
    for (const next of arrows.get(name) ?? []) walk(next, [...way, name]);
    done.add(name);
  };
  for (const name of arrows.keys()) walk(name, []);
  return circles;
}

/** A file's folder; a file that is a room of its own stands for itself. */
export function nameFolder(path: string): string {
  const folder = posix.dirname(path);
  return folder.includes('/') || !path.startsWith('src/') ? folder : path;
}

function mayImport(room: Room, { target, isType, isLazy }: SourceImport): boolean {
  const isOneOf = (paths: readonly string[] = []) => paths.some((path) => holds(path, target, room));
  return (
    isOneOf([room.path, ...room.imports]) ||
    (isType && isOneOf(room.types)) ||
    ((isType || isLazy) && isOneOf(room.lazily))
  );
}

function holds(path: string, target: string, { isOpen = false }: Room): boolean {
  if (target === path) return true;
  if (path.endsWith('/*')) return posix.dirname(target).startsWith(path.slice(0, -1));
  return isOpen || !TOP.test(path) ? target.startsWith(`${path}/`) : posix.dirname(target) === path;
}

function wordRoom({ path, imports, types = [], lazily = [] }: Room): string {
  const rules = [
    imports.length === 0 ? 'nothing' : imports.join(', '),
    ...(types.length === 0 ? [] : [`types of ${types.join(', ')}`]),
    ...(lazily.length === 0 ? [] : [`${lazily.join(', ')} by import() only`]),
  ];
  return `${path} may import ${rules.join('; ')}`;
}
