import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../cli/command-line.ts';
import { COMMANDS } from '../../cli/command-table.ts';
import { openTerminal } from '../doubles/terminal.ts';
import packageFile from '../../package.json' with { type: 'json' };

const run = async (...words: readonly string[]) => {
  const terminal = openTerminal();
  const exitCode = await runCommandLine(words, terminal);
  return { exitCode, printed: terminal.printed(), told: terminal.told() };
};

describe('job-reporter', () => {
  test('prints its help', async () => {
    const { exitCode, printed, told } = await run('--help');

    expect({ exitCode, told }).toEqual({ exitCode: 0, told: '' });
    await expect(printed).toMatchFileSnapshot('golden/help/job-reporter.txt');
  });

  test.each(COMMANDS.filter(({ isHidden }) => isHidden !== true).map(({ name }) => name))(
    'prints the help of %s, with examples',
    async (name) => {
      const { exitCode, printed, told } = await run(name, '--help');

      expect({ exitCode, told }).toEqual({ exitCode: 0, told: '' });
      expect(printed).toMatch(/\nExamples?:\n {2}\$ /);
      await expect(printed).toMatchFileSnapshot(`golden/help/${name}.txt`);
    },
  );

  test('prints the same help by `help NAME`, as git and kubectl do', async () => {
    expect(await run('help', 'rbac')).toEqual(await run('rbac', '--help'));
  });

  test('prints its version', async () => {
    expect(await run('--version')).toEqual({ exitCode: 0, printed: `${packageFile.version}\n`, told: '' });
  });

  test('prints its help on stderr and fails where nothing is typed', async () => {
    const { printed } = await run('--help');

    expect(await run()).toEqual({ exitCode: 1, printed: '', told: printed });
  });

  test.each([
    [['snapshto'], "error: unknown command 'snapshto'\n(Did you mean snapshot?)"],
    [['snapshot', '--namspace', 'x'], "error: unknown option '--namspace'\n(Did you mean --namespace?)"],
    [
      ['snapshot', '-o', 'jsn'],
      "error: option '-o, --output <format>' argument 'jsn' is invalid. Allowed choices are text, json, wide, jsonl.\n(Did you mean json?)",
    ],
    [
      ['snapshot', '-o', 'xml'],
      "error: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are text, json, wide, jsonl.",
    ],
    [
      ['snapshot', '--fail-on', 'failed,probelms'],
      "error: option '--fail-on <conditions>' argument 'failed,probelms' is invalid. Allowed choices are failed, partial, problems.\n(Did you mean problems?)",
    ],
    [
      ['rbac', '--color', 'nevr'],
      "error: option '--color <when>' argument 'nevr' is invalid. Allowed choices are auto, always, never.\n(Did you mean never?)",
    ],
  ])('says for %j what was likely meant', async (words, message) => {
    expect(await run(...words)).toEqual({
      exitCode: 1,
      printed: '',
      told: `${message}\n(--help tells the options)\n`,
    });
  });

  test.each([
    [['--debug', 'rbac', '--config', 'no-such.yaml']],
    [['rbac', '--config', 'no-such.yaml', '--debug']],
  ])('shows with %j the stack of an error and of its cause, and in one line else', async (words) => {
    const debugged = await run(...words);
    const plain = await run('rbac', '--config', 'no-such.yaml');

    expect(plain.told).toMatch(/^error: reading no-such\.yaml: .*\n$/);
    expect(debugged.exitCode).toBe(1);
    expect(debugged.told.startsWith(plain.told)).toBe(true);
    expect(debugged.told).toMatch(/\nConfigurationError: .*\n {4}at /);
    expect(debugged.told).toMatch(/\ncaused by: Error: ENOENT/);
  });
});
