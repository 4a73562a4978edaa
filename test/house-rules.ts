import type { SourceFile, SourceImport, SourceUse } from './source-file.ts';

/** A folder, or a file, and what may come into it. */
export interface Room {
  /** `src/config` is the folder and the file `src/config/target.ts` beside it. */
  readonly path: string;
  /** Rooms and packages; a package stands for what is below it. */
  readonly imports: readonly string[];
  /** Of these types only. */
  readonly types?: readonly string[];
  /** Of these types, and the rest only by `import()` where it is needed. */
  readonly lazily?: readonly string[];
}

/** The files of the room and of no room within it. */
export function listFiles(
  files: readonly SourceFile[],
  room: Room,
  rooms: readonly Room[],
): readonly SourceFile[] {
  return files.filter((file) => findRoom(file.path, rooms) === room);
}

/** The innermost room that the file is in. */
export function findRoom(path: string, rooms: readonly Room[]): Room | undefined {
  return rooms.filter((room) => holds(room.path, path)).toSorted((a, b) => b.path.length - a.path.length)[0];
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

function mayImport(room: Room, { target, isType, isLazy }: SourceImport): boolean {
  const isOneOf = (paths: readonly string[] = []) => paths.some((path) => holds(path, target));
  return (
    isOneOf([room.path, ...room.imports]) ||
    (isType && isOneOf(room.types)) ||
    ((isType || isLazy) && isOneOf(room.lazily))
  );
}

function holds(path: string, target: string): boolean {
  return target === path || target === `${path}.ts` || target.startsWith(`${path}/`);
}

function wordRoom({ path, imports, types = [], lazily = [] }: Room): string {
  const rules = [
    imports.length === 0 ? 'nothing' : imports.join(', '),
    ...(types.length === 0 ? [] : [`types of ${types.join(', ')}`]),
    ...(lazily.length === 0 ? [] : [`${lazily.join(', ')} by import() only`]),
  ];
  return `${path} may import ${rules.join('; ')}`;
}
