import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument, type Document } from 'yaml';
import * as z from 'zod';
import { ConfigurationError } from '../errors.ts';
import { findLine } from './line.ts';
import { completeConfig, reporterConfigSchema, type ReporterConfig } from './schema.ts';

interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** From 1 on. */
  readonly line: number;
}

/**
 * Reads the text of a `reporter.yaml` (or of JSON). Throws a `ConfigurationError` whose message has a line for each mistake
 * in the file, with its path, its line and what may stand there, and never a value: it may be a secret in the wrong place.
 * @param file its name, for the message.
 */
export function parseReporterConfig(text: string, file = 'reporter.yaml'): ReporterConfig {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    // Its messages would show the line that they are about.
    prettyErrors: false,
    logLevel: 'silent',
  });
  const faults = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    code: error.code,
  }));
  if (faults.length > 0)
    throw refuse(
      file,
      faults.map(({ line, code }) => `line ${line}: not YAML (${code})`),
    );
  const value = toPlainData(document, file);
  const parsed = reporterConfigSchema.safeParse(value, { error: wordIssue });
  if (parsed.success) return completeConfig(parsed.data);
  const mistakes = parsed.error.issues.map((issue) => ({
    path: issue.path,
    message: issue.message,
    line: findLine(
      document,
      lines,
      'keys' in issue ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path,
    ),
  }));
  throw refuse(file, mistakes.toSorted((a, b) => a.line - b.line).map(wordMistake));
}

function toPlainData(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw refuse(file, ['its aliases expand without end; write it without YAML aliases']);
  }
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
    const detail = { code: 'CONFIG_UNREADABLE', attempted: 'reading', object: file };
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new ConfigurationError(
      { ...detail, why, advice: 'Name the file that describes your targets' },
      { cause: error },
    );
  }
}
