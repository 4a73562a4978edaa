import { isAlias, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { ConfigurationError } from '../../errors.ts';
import { findLine, findNode } from './line.ts';

/** What is wrong at a place of a file, without the value that stands there. */
export interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** From 1 on. */
  readonly line: number;
}

/** A file's text as data, and what YAML would have changed of it without a word. */
export interface ConfigDocument {
  readonly value: unknown;
  readonly mistakes: readonly Mistake[];
  /** The line, from 1 on, of what stands at a path, or of the nearest thing around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  /** Whether an empty text is meant: it stands in quotes. */
  readonly isQuoted: (path: readonly PropertyKey[]) => boolean;
}

/** Throws a `ConfigurationError` when the text is no YAML: of such a text nothing else can be said. */
export function readDocument(text: string, refuse: (mistakes: readonly string[]) => ConfigurationError) {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    // Its messages would show the line that they are about.
    prettyErrors: false,
    // "silent" would leave out that there are further documents.
    logLevel: 'error',
  });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const faults = document.errors.filter(({ code }) => code !== 'MULTIPLE_DOCS');
  if (faults.length > 0)
    throw refuse(faults.map(({ pos, code }) => `line ${lineAt(pos[0])}: not YAML (${code})`));
  const whole = (offset: number, message: string): Mistake => ({ path: [], message, line: lineAt(offset) });
  return {
    value: toPlainData(document, refuse),
    mistakes: [
      ...document.errors.map(({ pos }) =>
        whole(
          pos[0],
          'a second document begins here ("---"), and would be left out: one file is one document',
        ),
      ),
      ...document.warnings
        .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
        .map(({ pos, code }) => whole(pos[0], `YAML takes this for something else (${code}): leave it out`)),
      ...findTags(document, lineAt),
    ],
    lineOf: (path) => findLine(document, lines, path),
    isQuoted: (path) => {
      const node = findNode(document, path);
      return isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE');
    },
  } satisfies ConfigDocument;
}

const TAG =
  'it begins with "!", which YAML takes for a tag and drops: put the whole value in quotes when the "!" is part of it';

/** `!canary` is a tag with nothing behind it, and so an empty text. */
function findTags(document: Document, lineAt: (offset: number) => number): readonly Mistake[] {
  const found: Mistake[] = [];
  visit(document, {
    Node: (_key, node, ancestors) => {
      if (isAlias(node) || node.tag === undefined) return;
      const path = [...ancestors, node].flatMap((each, index, all): readonly PropertyKey[] => {
        if (isPair(each) && isScalar(each.key)) return [String(each.key.value)];
        const child = all[index + 1];
        return isSeq(each) && child !== undefined ? [each.items.indexOf(child)] : [];
      });
      found.push({ path, message: TAG, line: lineAt(node.range?.[0] ?? 0) });
    },
  });
  return found;
}

function toPlainData(
  document: Document,
  refuse: (mistakes: readonly string[]) => ConfigurationError,
): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw refuse(['its aliases expand without end; write it without YAML aliases']);
  }
}
