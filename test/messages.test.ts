import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES_FILE, writeMessages } from '../scripts/generate-messages.ts';
import { PROBLEMS } from '../src/messages/problem.ts';
import { ARCHIVE_FAILURES } from '../src/messages/archive.ts';
import { SETTINGS_FAILURES } from '../src/messages/settings.ts';
import { MESSAGES } from '../src/messages/registry.ts';
import { problemCode } from '../src/snapshot/model/problem.ts';
import { readSourceFiles } from './source-file.ts';

const readText = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the registry of messages', () => {
  it('has each code once', () => {
    const codes = [PROBLEMS, ARCHIVE_FAILURES, SETTINGS_FAILURES].flatMap((messages) =>
      Object.keys(messages),
    );

    expect(codes).toHaveLength(new Set(codes).size);
  });

  it('has the problems of a report, and no other', () => {
    expect(problemCode.options.toSorted()).toEqual(Object.keys(PROBLEMS).toSorted());
  });

  it('holds no code that nobody tells', () => {
    const sources = readSourceFiles(['src', 'cli', 'lambda', 'infra', 'scripts'])
      .map(({ path }) => path)
      .filter((path) => !path.startsWith('src/messages/') && path !== 'src/snapshot/model/problem.ts');
    const text = sources.map(readText).join('\n');

    const silent = Object.keys(MESSAGES).filter((code) => !text.includes(`'${code}'`));

    expect(silent).toEqual([]);
  });

  it('names sections that the runbook has, and the runbook says of each what to do', () => {
    const headings = new Set(
      readText('docs/runbook.md')
        .split('\n')
        .filter((line) => line.startsWith('#'))
        .map((line) => line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-')),
    );

    const sections = new Set(Object.values(MESSAGES).map(({ runbook }) => runbook));

    expect([...sections].filter((section) => !headings.has(section))).toEqual([]);
  });

  it('is what docs/messages.md was made from: npm run generate makes it anew', () => {
    expect(readFileSync(MESSAGES_FILE, 'utf8')).toBe(writeMessages());
  });
});
