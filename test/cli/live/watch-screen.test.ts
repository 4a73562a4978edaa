import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Fault } from '../../../demo/wire/fault.ts';
import { startSilentServer } from '../../doubles/silent-server.ts';
import { openPseudoTerminal, type PseudoTerminalOptions } from '../../doubles/pseudo-terminal.ts';
import { openCommandWorld, SAMPLE, type CommandWorld } from '../command-world.ts';

let world: CommandWorld;
/** What goes wrong from now on. */
let fault: ((path: string) => Fault | undefined) | null;

beforeAll(async () => {
  world = await openCommandWorld({ faults: ({ path }) => fault?.(path) });
});

beforeEach(() => {
  fault = null;
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const watch = (words: readonly string[], options: Partial<PseudoTerminalOptions> = {}) =>
  openPseudoTerminal(['snapshot', ...SAMPLE, '--utc', ...words], {
    env: { KUBECONFIG: world.kubeconfig },
    ...options,
  });

const listSchema = z.looseObject({
  items: z.array(z.looseObject({ status: z.looseObject({}) })),
});

/** Every Job, as if it had failed meanwhile. */
function alterToFailed(body: unknown): unknown {
  const list = listSchema.parse(body);
  const conditions = [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }];
  return {
    ...list,
    items: list.items.map((job) => ({
      ...job,
      status: { ...job.status, conditions, failed: 1, succeeded: 0 },
    })),
  };
}

const failJobs = (path: string): Fault | undefined =>
  path.startsWith('/apis/') ? { kind: 'altered-json', alter: alterToFailed } : undefined;
const denyAll = (): Fault => ({ kind: 'status', code: 403, reason: 'Forbidden', message: 'forbidden' });
const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

describe('a watch at a terminal', () => {
  test('draws each look in place over the same connections, marks what changed, and leaves the last one', async () => {
    await using terminal = watch(['--interval', '1']);
    await terminal.waitFor(/SUCCEEDED {2}1\/1/);
    const connections = world.cluster.countConnections();

    fault = failJobs;
    const changed = await terminal.waitFor(/phase SUCCEEDED → FAILED/);
    const hidden = terminal.isCursorHidden();
    const scrolledAway = terminal.scrollback();
    terminal.pressCtrlC();
    const exitCode = await terminal.ended;

    await expect(`${changed.replace(/^\d\d:\d\d:\d\dZ/, '19:00:00Z')}\n`).toMatchFileSnapshot(
      'golden/watch/terminal.txt',
    );
    expect({ hidden, scrolledAway, exitCode }).toEqual({ hidden: true, scrolledAway: '', exitCode: 130 });
    expect(world.cluster.countConnections() - connections).toBeLessThanOrEqual(1);
    expect(terminal.isCursorHidden()).toBe(false);
    await expect(`${terminal.screen()}
`).toMatchFileSnapshot('golden/watch/left-behind.txt');
    expect(isGone(terminal.pid)).toBe(true);
  });

  test('draws itself anew when the terminal gets another size, without another look', async () => {
    await using terminal = watch(['--interval', '86400'], { columns: 100, rows: 24 });
    await terminal.waitFor(/ {2}DURATION {2}REASON$/m);
    const requests = world.cluster.requests.length;

    terminal.resize(44, 10);
    const small = await terminal.waitFor(/^\d\d:\d\d:\d\dZ {2}trading-bots .*…$/m);
    terminal.resize(120, 30);
    const large = await terminal.waitFor(/ {2}DURATION {2}AGE +REASON$/m);
    terminal.pressCtrlC();

    expect(await terminal.ended).toBe(130);
    expect(small).not.toContain('DURATION');
    expect(large).toContain('Ctrl+C ends');
    expect(world.cluster.requests.length).toBe(requests);
  });

  test('shows a look that failed, keeps what was seen before, and goes on', async () => {
    await using terminal = watch(['--interval', '1']);
    await terminal.waitFor(/SUCCEEDED/);

    fault = denyAll;
    const away = await terminal.waitFor(/nothing seen now; above is of \d{4}-/);
    fault = null;
    const back = await terminal.waitFor(/^(?![\s\S]*nothing seen now)[\s\S]*SUCCEEDED/);
    terminal.pressCtrlC();

    expect(await terminal.ended).toBe(130);
    expect(away).toMatch(/^ {2}arb-tuning-.*SUCCEEDED/m);
    expect(away).toContain('EMPTY: Jobs denied; pods denied');
    expect(back).toContain('COMPLETE');
  });

  test('tells after a moment what it waits for, and Ctrl+C ends it at once and leaves nothing', async () => {
    fault = () => ({ kind: 'hang-before-headers' });
    await using terminal = watch(['--interval', '5']);
    await terminal.waitFor(/connecting to the cluster/);

    terminal.pressCtrlC();

    expect(await terminal.ended).toBe(130);
    expect(terminal.screen()).toMatch(/^(?:\^C)?$/);
    expect(isGone(terminal.pid)).toBe(true);
  });

  test('says on the screen when a later look hangs, and gives the terminal back in the middle of it', async () => {
    await using terminal = watch(['--interval', '1']);
    await terminal.waitFor(/SUCCEEDED/);

    fault = () => ({ kind: 'hang-before-headers' });
    await terminal.waitFor(/^\d\d:\d\d:\d\dZ {2}connecting to the cluster {2}trading-bots/);
    terminal.pressCtrlC();

    expect(await terminal.ended).toBe(130);
    expect(terminal.isCursorHidden()).toBe(false);
    expect(terminal.screen()).toContain('SUCCEEDED');
  });

  test('ends at SIGTERM as at Ctrl+C', async () => {
    await using terminal = watch(['--interval', '1']);
    await terminal.waitFor(/SUCCEEDED/);

    terminal.signal('SIGTERM');

    expect(await terminal.ended).toBe(130);
    expect(terminal.isCursorHidden()).toBe(false);
  });

  test('shows a report that could not be kept, and goes on', async () => {
    const place = join(world.folder, 'a-file');
    await writeFile(place, '');
    await using terminal = watch(['--interval', '1', '--archive', place]);

    const shown = await terminal.waitFor(/error: storing/);
    const looks = world.cluster.requests.length;
    fault = failJobs;
    await terminal.waitFor(/phase SUCCEEDED → FAILED/);
    terminal.pressCtrlC();

    expect(await terminal.ended).toBe(130);
    expect(shown).toContain('SUCCEEDED');
    expect(world.cluster.requests.length).toBeGreaterThan(looks);
  });

  test('that keeps its reports leaves none by halves', async () => {
    const place = join(world.folder, 'watched');
    await using terminal = watch(['--interval', '1', '--archive', place]);
    await terminal.waitFor(/stored /);
    fault = failJobs;
    await terminal.waitFor(/phase SUCCEEDED → FAILED/);

    terminal.pressCtrlC();

    expect(await terminal.ended).toBe(130);
    const files = (await readdir(place, { recursive: true, withFileTypes: true })).filter((file) =>
      file.isFile(),
    );
    const reports = files.filter(({ name }) => name.endsWith('.json'));
    expect(reports.length).toBeGreaterThan(1);
    for (const { parentPath, name } of reports) {
      expect(JSON.parse(await readFile(join(parentPath, name), 'utf8'))).toMatchObject({ schemaVersion: 1 });
      expect(files.map((file) => file.name)).toContain(name.replace('.json', '.txt'));
    }
    expect(files.filter(({ name }) => !/\.(?:json|txt)$/.test(name)).map(({ name }) => name)).toEqual([
      '.archive.lock',
    ]);
  });

  test('ends within moments of Ctrl+C when an archive does not answer', async () => {
    await using silent = await startSilentServer();
    const env = {
      KUBECONFIG: world.kubeconfig,
      AWS_ENDPOINT_URL_S3: silent.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'fake',
    };
    await using terminal = watch(['--archive', 's3://jobs'], { env });
    await terminal.waitFor(/reading logs 1 of 1/);

    terminal.pressCtrlC();

    expect(await terminal.ended).toBe(130);
    expect(terminal.screen()).toMatch(/^(?:\^C)?$/);
  });
});

describe('colours at a terminal', () => {
  test.each([
    [{}, [], true],
    [{ NO_COLOR: '1' }, [], false],
    [{ TERM: 'dumb' }, [], false],
    [{ NO_COLOR: '1' }, ['--color', 'always'], true],
    [{}, ['--color', 'never'], false],
  ])('with %j and %j: %j', async (env, words, coloured) => {
    await using terminal = watch(['-o', 'wide', ...words], { env: { KUBECONFIG: world.kubeconfig, ...env } });

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('SUCCEEDED');
    expect(terminal.written().includes('\u001B[32mSUCCEEDED\u001B[39m')).toBe(coloured);
    expect(/\u001B\[\d*m/.test(terminal.written())).toBe(coloured);
  });
});
