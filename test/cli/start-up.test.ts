import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../cli/command-table.ts';
import { runInProcess } from './command-process.ts';

const ROOT = new URL('../../', import.meta.url);
const PRELOAD = fileURLToPath(new URL('loaded-modules.js', import.meta.url));

/** The project's files and the packages that the process read from disk. */
async function listLoaded(words: readonly string[]): Promise<readonly string[]> {
  const { stderr } = await runInProcess(words, { NODE_OPTIONS: `--import ${PRELOAD}` });
  const urls: unknown = JSON.parse(stderr.slice(stderr.lastIndexOf('LOADED ') + 'LOADED '.length));
  const paths = Array.isArray(urls) ? urls.map((url) => String(url).replace(ROOT.href, '')) : [];
  const names = paths.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path);
  return [...new Set(names)].filter((name) => name !== 'test/cli/loaded-modules.js').toSorted();
}

/** All that may be read before a command is known; each file more is a millisecond more. */
const LIGHT = [
  'cli/command-line.ts',
  'cli/command-table.ts',
  'cli/command/choice.ts',
  'cli/command/error-line.ts',
  'cli/main.ts',
  'cli/terminal/exit-code.ts',
  'cli/version.ts',
  'commander',
  'fastest-levenshtein',
  'package.json',
  'src/errors.ts',
];

describe('the start of job-reporter', () => {
  test.each([[['--help']], [['--version']], [['help']], [['snapshto']], [[]]])(
    'reads no command for %j',
    async (words) => {
      const loaded = await listLoaded(words);

      expect(loaded).toEqual(LIGHT);
    },
  );

  test.each(COMMANDS.map(({ name }) => name))(
    'reads for %s --help its options alone, and no package of weight',
    async (name) => {
      const loaded = await listLoaded([name, '--help']);

      expect(loaded.filter((each) => each.endsWith(`/${name}-command.ts`))).toHaveLength(1);
      expect(loaded.filter((each) => !/^(?:cli|src)\//.test(each))).toEqual([
        'commander',
        'fastest-levenshtein',
        'package.json',
      ]);
      expect(loaded.length).toBeLessThan(LIGHT.length + 8);
    },
  );
});
