import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { openTerminal } from '../../doubles/terminal.ts';

const MAIN = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../../reporter.yaml', import.meta.url));

const complete = async (...words: readonly string[]) => {
  const terminal = openTerminal();
  const exitCode = await runCommandLine(['complete', '--', ...words], terminal);
  expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
  const lines = terminal.printed().trimEnd().split('\n');
  return lines.map((line) => line.split('\t')[0] ?? '');
};

describe('job-reporter completion', () => {
  test.each(['bash', 'zsh', 'fish'])('prints the script of %s', async (shell) => {
    const terminal = openTerminal();

    const exitCode = await runCommandLine(['completion', shell], terminal);

    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    await expect(terminal.printed()).toMatchFileSnapshot(`golden/completion/${shell}.txt`);
  });

  test('says which shells there are', async () => {
    const terminal = openTerminal();

    const exitCode = await runCommandLine(['completion', 'tcsh'], terminal);

    expect(exitCode).toBe(1);
    expect(terminal.told()).toContain('Allowed choices are bash, zsh, fish.\n');
  });

  test.each([
    ['job-reporter snap', 'snapshot'],
    ['job-reporter --utc snap', 'snapshot'],
    ['job-reporter snapshot --all-n', '--all-namespaces'],
    ['job-reporter snapshot -o js', 'json jsonl'],
    ['job-reporter snapshot --output = js', 'json jsonl'],
    ['job-reporter completion z', 'zsh'],
    [`job-reporter rbac --config ${CONFIG.slice(0, -2)}`, CONFIG],
    ['job-reporter nonsense x', ''],
  ])('completes %s in a real bash', async (line, completed) => {
    const words = line.split(' ');
    // The words as bash cuts them, the function as its Tab calls it.
    const script = [
      `job-reporter() { "$NODE" "$MAIN" "$@"; }`,
      'source <(job-reporter completion bash)',
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})`,
      `COMP_CWORD=${words.length - 1}`,
      '_job_reporter_complete',
      'echo "${COMPREPLY[*]}"',
    ].join('\n');

    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', script], {
      env: { PATH: process.env['PATH'] ?? '', NODE: process.execPath, MAIN },
    });

    expect({ stdout, stderr }).toEqual({ stdout: `${completed}\n`, stderr: '' });
  });
});

describe('job-reporter complete', () => {
  test.each([
    [[''], ['snapshot', 'completion', ':none']],
    [['--col'], ['--color', ':none']],
    [
      ['--color', 'a'],
      ['auto', 'always', ':none'],
    ],
    [
      ['snapshot', '--output=w'],
      ['--output=wide', ':none'],
    ],
    [
      ['snapshot', '--fail-on', ''],
      ['failed', 'partial', 'problems', ':none'],
    ],
    [['snapshot', '--kubeconfig', ''], [':files']],
    [['snapshot', '--archive', ''], [':folders']],
    [['snapshot', '--interval', ''], [':none']],
    [
      ['snapshot', '--config', CONFIG, '--target', 't'],
      ['trading-bots', ':none'],
    ],
    [['snapshot', '--config', 'no-such-file', '--target', ''], [':none']],
    [['snapshot', '--fail-on', 'failed', ''], [':none']],
  ])('%j', async (words, expected) => {
    expect(await complete(...words)).toEqual(expect.arrayContaining(expected));
  });

  test('offers no option twice, nor one that was given', async () => {
    const offered = await complete('snapshot', '--utc', '-A', '--');

    expect(new Set(offered).size).toBe(offered.length);
    expect(offered).toContain('--label-selector');
    expect(offered.filter((word) => word === '--utc' || word === '--all-namespaces')).toEqual([]);
  });

  test('is for scripts: no help names it', async () => {
    expect(await complete('comp')).toEqual(['completion', ':none']);
  });
});
