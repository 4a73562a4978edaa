import { isScalar, parseDocument, visit, type Document, type YAMLError } from 'yaml';
import * as z from 'zod';
import { failReading, MEND } from './failure.ts';
import {
  clusterEntry,
  contextEntry,
  fileSchema,
  userEntry,
  type BadEntry,
  type EntryKind,
  type Kubeconfig,
} from './schema.ts';
import { expandShortForm } from './short-form.ts';

/** Of hundreds of clusters, each with its certificates. Reading more may take longer than a run. */
const LONGEST_TEXT = 1024 * 1024;
const DEEPEST = 100;

const FAULTS: ReadonlyMap<YAMLError['code'], string> = new Map([
  ['TAB_AS_INDENT', 'a tab is no indentation in YAML'],
  ['BAD_ALIAS', 'an alias without its anchor'],
]);

/**
 * A kubeconfig's text as data: YAML or JSON, or `{server, token, caData}`. Throws a `ConfigurationError` that says what to
 * change and never quotes the text: it holds credentials. `object`: what messages call it.
 */
export function parseKubeconfigText(source: string, object: string): Kubeconfig {
  const data = toPlainData(source, object);
  const said = describeStranger(data);
  if (said !== null) throw failReading(said.why, said.advice, { object });
  const parsed = fileSchema.safeParse(expandShortForm(data, object));
  if (!parsed.success) throw failReading(wordFaults(parsed.error, []), MEND, { object });
  const { clusters, users, contexts, 'current-context': current } = parsed.data;
  const bad: BadEntry[] = [];
  const read = <T>(kind: EntryKind, schema: z.ZodType<T>, entries: readonly unknown[] | null | undefined) =>
    (entries ?? []).flatMap((raw, index) => {
      const entry = schema.safeParse(raw);
      if (entry.success) return [entry.data];
      bad.push({ kind, name: readName(raw), why: wordFaults(entry.error, [kind, index]), object });
      return [];
    });
  return {
    'current-context': current,
    clusters: read('clusters', clusterEntry, clusters),
    users: read('users', userEntry, users),
    contexts: read('contexts', contextEntry, contexts),
    bad,
  };
}

const named = z.object({ name: z.union([z.string(), z.number(), z.boolean()]) });

/** What looks like a number or a boolean is told as such by why it is bad; here it is whom it was meant for. */
function readName(raw: unknown): string | null {
  const name = named.safeParse(raw).data?.name;
  return name === undefined ? null : String(name);
}

function wordFaults({ issues }: z.ZodError, place: readonly PropertyKey[]): string {
  const faults = issues.map(
    ({ path, message }) => `${[...place, ...path].map(String).join('.') || 'the file'}: ${message}`,
  );
  return faults.slice(0, 5).join('; ');
}

function toPlainData(source: string, object: string): unknown {
  const text = source.replace(/^\uFEFF/, '');
  if (text.trim() === '') throw failReading('it is empty', 'Give the text of a kubeconfig file', { object });
  if (text.includes('\0')) {
    throw failReading('it is not UTF-8 text', 'Save it as UTF-8: PowerShell’s ">" writes UTF-16', { object });
  }
  if (text.length > LONGEST_TEXT) {
    const advice = 'Keep only what is needed: kubectl config view --flatten --minify';
    throw failReading('it is longer than 1 MiB', advice, { object });
  }
  refuseDepth(text, object);
  // Of several documents it reads the first, as kubectl does. Merge keys are YAML 1.1, which kubectl reads. Its own look for
  // duplicate keys takes minutes for a file of some hundred kilobytes: it compares each key with each.
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', merge: true });
  const [error] = document.errors;
  if (error !== undefined) throw failReading(`it is not YAML (${wordFault(error)})`, MEND, { object });
  refuseOddKeys(document, text, object);
  return expandAliases(document, object);
}

/** Of two alike kubectl would take the last, and a person would look at the first. */
function refuseOddKeys(document: Document, text: string, object: string): void {
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        // A map in the place of a name takes the parser half a minute, a few hundred deep.
        if (!isScalar(key)) throw failReading('a key in it is no text', MEND, { object });
        if (key.value === '<<') continue;
        if (seen.has(key.value)) {
          const line = text.slice(0, key.range?.[0] ?? 0).split('\n').length;
          throw failReading(`a key stands a second time in line ${line}`, MEND, { object });
        }
        seen.add(key.value);
      }
    },
  });
}

/** Levels within levels without end take the parser's stack. */
function refuseDepth(text: string, object: string): void {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    if (depth > DEEPEST) throw failReading('its brackets nest too deeply', MEND, { object });
  }
  // In block style each level of indentation or each "- " of a line is one.
  const levels = text.split('\n').map((line) => /^[\s?:-]*/.exec(line)?.[0].length ?? 0);
  if (levels.some((level) => level > 2 * DEEPEST)) {
    throw failReading('its lines are indented too deeply', MEND, { object });
  }
}

function wordFault({ code, linePos }: YAMLError): string {
  const line = linePos?.[0].line;
  return `${FAULTS.get(code) ?? code}${line === undefined ? '' : ` in line ${line}`}`;
}

function expandAliases(document: Document, object: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    // What is said here is of aliases that expand without end, or of one that stands before its anchor.
    throw failReading('its aliases expand without end', 'Write the file without YAML aliases', { object });
  }
}

const kindSchema = z.object({ kind: z.string().regex(/^[A-Za-z]{1,60}$/) });

/** What people store in place of a kubeconfig, told by its shape. */
function describeStranger(data: unknown): { readonly why: string; readonly advice: string } | null {
  if (typeof data === 'string') {
    const advice = 'Give the text of a kubeconfig file as it is: not its path, and not in base64';
    return { why: 'it is one piece of text, with no fields', advice };
  }
  const kind = kindSchema.safeParse(data).data?.kind ?? 'Config';
  if (kind === 'Config') return null;
  return { why: `it is a ${kind}, not a kubeconfig`, advice: 'Give a file with "kind: Config"' };
}
