import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

/** A part of a document: what it is called by, and what it holds. */
interface Place {
  readonly offset: number;
  readonly node: unknown;
}

/** The line, from 1 on, of what stands at a path of a document; of the nearest thing around it when it is missing. */
export function findLine(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  return lines.linePos(walk(document, path).place.offset).line;
}

/** What stands at a path, behind an alias too; undefined: nothing. */
export function findNode(document: Document, path: readonly PropertyKey[]): unknown {
  const { place, isWhole } = walk(document, path);
  return isWhole ? resolve(document, place.node) : undefined;
}

function walk(document: Document, path: readonly PropertyKey[]) {
  let place: Place = { offset: offsetOf(document.contents), node: document.contents };
  for (const part of path) {
    const next = enter(resolve(document, place.node), part);
    if (next === undefined) return { place, isWhole: false };
    place = next;
  }
  return { place, isWhole: true };
}

function enter(node: unknown, part: PropertyKey): Place | undefined {
  if (isSeq<Node>(node) && typeof part === 'number') {
    const item = node.items[part];
    return item === undefined ? undefined : { offset: offsetOf(item), node: item };
  }
  if (!isMap<Node, Node>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
  return pair === undefined ? undefined : { offset: offsetOf(pair.key), node: pair.value };
}

function resolve(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
