import type { Problem } from '../../snapshot/model/problem.ts';

/** What lists brought, each object once however often it came: by its UID, or by what it is where it has none. */
export interface Collection<T> {
  readonly items: ReadonlyMap<string, T>;
  /** Objects that could not be understood and are left out. */
  readonly malformed: ReadonlyMap<string, Problem>;
  /** Objects that are there but for some fields. */
  readonly damaged: ReadonlyMap<string, Problem>;
}

/** A collection that still grows. */
export interface OpenCollection<T> extends Collection<T> {
  readonly items: Map<string, T>;
  readonly malformed: Map<string, Problem>;
  readonly damaged: Map<string, Problem>;
}

export function openCollection<T>(): OpenCollection<T> {
  return { items: new Map(), malformed: new Map(), damaged: new Map() };
}

/** Adds what came later: an object that came twice is as it came the last time it could be understood. */
export function addCollection<T>(all: OpenCollection<T>, more: Collection<T>): void {
  for (const [identity, item] of more.items) {
    all.items.set(identity, item);
    all.damaged.delete(identity);
    all.malformed.delete(identity);
  }
  for (const [identity, problem] of more.damaged) all.damaged.set(identity, problem);
  for (const [identity, problem] of more.malformed) {
    if (!all.items.has(identity)) all.malformed.set(identity, problem);
  }
}

/** Identities of the objects of one list, which tell apart also those that are alike and have no name. */
export function openIdentities(): (raw: unknown) => string {
  const seen = new Map<string, number>();
  return (raw) => {
    const metadata = readField(raw, 'metadata');
    const uid = readField(metadata, 'uid');
    if (typeof uid === 'string' && uid !== '') return cutIdentity(uid);
    const [namespace, name] = [readField(metadata, 'namespace'), readField(metadata, 'name')];
    const known = cutIdentity(typeof name === 'string' ? `${String(namespace)}/${name}` : wordNameless(raw));
    const number = (seen.get(known) ?? 0) + 1;
    seen.set(known, number);
    return `${known} ${number}`;
  };
}

function wordNameless(raw: unknown): string {
  return typeof raw === 'object' ? JSON.stringify(raw) : typeof raw;
}

/** Longer than any name: what is longer is no object of Kubernetes, and need not be kept to be told apart. */
const LONGEST_IDENTITY = 600;

function cutIdentity(text: string): string {
  return text.length > LONGEST_IDENTITY ? `${text.slice(0, LONGEST_IDENTITY)} ${text.length}` : text;
}

/** A field of what may be anything; undefined where there is none. */
export function readField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
