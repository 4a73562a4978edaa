import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { snapshotSchema } from '../../../src/snapshot/model/snapshot.ts';
import { openTerminal } from '../../doubles/terminal.ts';
import { openCommandWorld, SAMPLE, writeTarget, type CommandWorld } from '../command-world.ts';

let world: CommandWorld;

const NOW = new Date('2026-11-22T19:00:00.000Z');

beforeAll(async () => {
  world = await openCommandWorld({ now: () => NOW });
  // Both clocks stand still: ages and durations are always the same.
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});

afterAll(async () => {
  vi.useRealTimers();
  await world[Symbol.asyncDispose]();
});

const look = async (words: readonly string[], screen?: { readonly columns: number }) => {
  const size = screen === undefined ? undefined : { ...screen, rows: 24 };
  const terminal = openTerminal({ KUBECONFIG: world.kubeconfig }, '', size);
  const exitCode = await runCommandLine(['snapshot', ...words], terminal);
  return { exitCode, printed: terminal.printed(), told: terminal.told() };
};

describe('job-reporter snapshot --output wide', () => {
  test('prints a line a Job into a pipe and cuts nothing', async () => {
    const { exitCode, printed } = await look(['-n', 'trading-bots', '-l', '', '-o', 'wide']);

    expect(exitCode).toBe(0);
    await expect(printed).toMatchFileSnapshot('golden/wide-pipe.txt');
  });

  test.each([60, 80, 120])('fits a terminal of %d columns, in colours', async (columns) => {
    const { printed } = await look(['-A', '-l', '', '-o', 'wide'], { columns });

    await expect(printed).toMatchFileSnapshot(`golden/wide-${columns}-columns.txt`);
  });

  test('never shows a number for what is not known', async () => {
    const { printed } = await look(['-n', 'trading-bots', '-l', '', '-o', 'wide']);

    expect(/^suspended .*$/m.exec(printed)?.[0]).toMatch(/^suspended +PENDING +-\/1 +- +- +- /);
  });

  test('says what it means that no Job matches', async () => {
    const { printed } = await look(['-n', 'trading-bots', '-l', 'app=nothing', '-o', 'wide']);

    expect(printed).toBe(
      'No Job matches. A namespace that does not exist answers the same: is its name right?\nCOMPLETE\n',
    );
  });
});

describe('job-reporter snapshot --output jsonl', () => {
  test('prints a line a snapshot, each fit for the schema', async () => {
    const config = await world.writeConfig(
      writeTarget('tuning', 'trading-bots'),
      writeTarget('quota', 'quota-ns'),
    );

    const { printed } = await look(['--config', config, '-o', 'jsonl']);

    const lines = printed.trimEnd().split('\n');
    expect(lines.map((line) => snapshotSchema.parse(JSON.parse(line)).namespace)).toEqual([
      'trading-bots',
      'quota-ns',
    ]);
  });
});

describe('job-reporter snapshot --all-namespaces', () => {
  test('says so in the head of the report, and in JSON as the Kubernetes API does', async () => {
    const text = await look(['-A', '-l', 'app=arbitrage-tuning', '--max-log-lines', '1']);
    const json = await look(['--all-namespaces', '--selector', 'app=arbitrage-tuning', '-o', 'json']);

    expect(text.printed).toContain('\nNamespace:               <all>\nLabel Selector:          app=');
    const snapshot = snapshotSchema.parse(JSON.parse(json.printed));
    expect(snapshot).toMatchObject({ namespace: '', selector: 'app=arbitrage-tuning' });
    expect(snapshot.jobs).toHaveLength(29);
  });

  test('is not to be had with a namespace', async () => {
    const { exitCode, told } = await look(['-A', ...SAMPLE]);

    expect(exitCode).toBe(1);
    expect(told).toContain(
      "error: option '-n, --namespace <name>' cannot be used with '-A, --all-namespaces'\n",
    );
  });
});

describe('job-reporter snapshot --fail-on', () => {
  test.each([
    [[...SAMPLE, '--fail-on', 'failed,partial,problems'], 0, ''],
    [
      ['-n', 'trading-bots', '-l', 'app=arbitrage-tuning', '--fail-on', 'failed', '--fail-on', 'partial'],
      2,
      '--fail-on failed: 6 Jobs failed: trading-bots/deadline-exceeded, trading-bots/failed-backoff, trading-bots/indexed-partial-fail and 3 more\n' +
        '--fail-on partial: PARTIAL: 1 of 37 logs not read (1 gone); no longer there: 1 pod, 1 of 37 logs\n',
    ],
    [
      [...SAMPLE, '--kubeconfig', 'no-such-file', '--fail-on', 'failed'],
      1,
      'error: --fail-on failed cannot be judged: not all Jobs were seen, and a failed one may be among the others. See the report for the reason\n',
    ],
  ])('with %j ends with %d and says why', async (words, exitCode, told) => {
    const looked = await look(words);

    expect({ exitCode: looked.exitCode, told: looked.told }).toEqual({ exitCode, told });
    expect(looked.printed).toContain('[D32_K8S_MONITOR] END OF SNAPSHOT');
  });

  test('ends a watch at the first look at which it holds', async () => {
    const { exitCode, printed } = await look([
      '-n',
      'trading-bots',
      '-l',
      '',
      '-o',
      'jsonl',
      '--fail-on',
      'failed',
      '--interval',
      '86400',
    ]);

    expect(exitCode).toBe(2);
    expect(printed.trimEnd().split('\n')).toHaveLength(1);
  });
});
