import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { ConfigurationError } from '../errors.ts';
import { readDocument, type ConfigDocument, type Mistake } from './yaml/document.ts';
import { completeConfig, reporterConfigSchema, type ReporterConfig } from './schema.ts';

/**
 * Reads the text of a `reporter.yaml` (or of JSON). Throws a `ConfigurationError` whose message has a line for each mistake
 * in the file, with its path, its line and what may stand there, and never a value: it may be a secret in the wrong place.
 * @param file its name, for the message.
 */
export function parseReporterConfig(text: string, file = 'reporter.yaml'): ReporterConfig {
  const document = readDocument(text, (mistakes) => refuse(file, mistakes));
  const parsed = reporterConfigSchema.safeParse(document.value, { error: wordIssue });
  const issues = parsed.error?.issues.map((issue) => locateIssue(issue, document)) ?? [];
  // What YAML made of a value that it has changed is nobody's mistake.
  const isTold = ({ path }: Mistake) =>
    document.mistakes.some((tag) => tag.path.length > 0 && tag.path.join('\n') === path.join('\n'));
  const judged = [...findUnquotedSelectors(document), ...issues].filter((issue) => !isTold(issue));
  const mistakes = [...document.mistakes, ...judged];
  if (parsed.success && mistakes.length === 0) return completeConfig(parsed.data);
  throw refuse(file, mistakes.toSorted((a, b) => a.line - b.line).map(wordMistake));
}

function locateIssue(issue: z.core.$ZodIssue, { lineOf }: ConfigDocument): Mistake {
  const { path, message } = issue;
  return { path, message, line: lineOf('keys' in issue ? [...path, ...issue.keys.slice(0, 1)] : path) };
}

const selectorsSchema = z.object({ targets: z.array(z.unknown()) });
const selectorSchema = z.object({ labelSelector: z.literal('') });

/** `>`, `|` and what a tag has eaten are empty texts that nobody has written: every Job would match. */
function findUnquotedSelectors({ value, isQuoted, lineOf }: ConfigDocument): readonly Mistake[] {
  const targets = selectorsSchema.safeParse(value).data?.targets ?? [];
  return targets.flatMap((target, index) => {
    const path = ['targets', index, 'labelSelector'];
    if (!selectorSchema.safeParse(target).success || isQuoted(path)) return [];
    const message = 'empty: for every Job of the namespace write allJobs: true in its place, or "" in quotes';
    return [{ path, message, line: lineOf(path) }];
  });
}

/** What is wrong with a value's type, without the value; undefined: zod's own words say it. */
function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  const wanted = `expected ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
  return issue.input === undefined ? `missing: ${wanted}` : wanted;
}

/** `targets[0].name (line 9): …` */
function wordMistake({ path, message, line }: Mistake): string {
  const where = z.core.toDotPath(path);
  return `${where === '' ? 'the whole' : where} (line ${line}): ${message}`;
}

function refuse(file: string, mistakes: readonly string[]): ConfigurationError {
  return new ConfigurationError({
    code: 'CONFIG_INVALID',
    attempted: 'reading',
    object: file,
    why: mistakes.length === 1 ? 'it has a mistake' : `it has ${mistakes.length} mistakes`,
    advice: ['Correct each of them:', ...mistakes].join('\n  '),
  });
}

/** Reads a config file. Rejects with a `ConfigurationError` when there is none, or as `parseReporterConfig` does. */
export async function loadReporterConfig(file: string): Promise<ReporterConfig> {
  return parseReporterConfig(await readText(file), file);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const detail = { code: 'CONFIG_UNREADABLE', attempted: 'reading', object: file } as const;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new ConfigurationError(
      { ...detail, why, advice: 'Name the file that describes your targets' },
      { cause: error },
    );
  }
}
