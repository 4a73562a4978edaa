import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPseudoTerminal } from '../doubles/pseudo-terminal.ts';
import { openCommandWorld, SAMPLE, type CommandWorld } from './command-world.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

let world: CommandWorld;

beforeAll(async () => {
  world = await openCommandWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const inShell = (line: string) =>
  openPseudoTerminal([], { env: { KUBECONFIG: world.kubeconfig }, shell: line });
const LOOK = '$JOB_REPORTER snapshot -n trading-bots -l session_id=d29-k8s-demo-session';

describe('who reads the output', () => {
  test('may stop early, as head does: a watch ends quietly, with 141 as other tools', async () => {
    const child = spawn(process.execPath, [MAIN, 'snapshot', ...SAMPLE, '-o', 'jsonl', '--interval', '1'], {
      env: { KUBECONFIG: world.kubeconfig },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });

    await once(child.stdout, 'data');
    child.stdout.destroy();
    await ended;

    expect({ exitCode: child.exitCode, told }).toEqual({ exitCode: 141, told: '' });
  });

  test.each([
    [`${LOOK} | head -1`, '='.repeat(80)],
    [`${LOOK} >&-; echo "exit $?"`, 'exit 0'],
    [`${LOOK} 2>&-  | tail -1`, '='.repeat(80)],
    [`$JOB_REPORTER --help >&-; echo "exit $?"`, 'exit 0'],
    [`$JOB_REPORTER snapsho 2>&-; echo "exit $?"`, 'exit 1'],
    [
      `${LOOK} > /dev/full; echo "exit $?"`,
      'error: writing the output: ENOSPC: no space left on device, write. Give it anoth\ner place\nexit 1',
    ],
  ])('%s', async (line, screen) => {
    await using terminal = inShell(line);

    await terminal.ended;

    expect(terminal.screen()).toBe(screen);
  });

  test('gets no trace of colours, of progress and of a screen in a pipe', async () => {
    await using terminal = inShell(`${LOOK} -o wide | cat -v`);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toMatch(/^NAME +PHASE [\s\S]*\narb-tuning-d29-k8s--worker-1-0 +SUCCEEDED/);
    expect(terminal.screen()).not.toContain('^[');
  });
});
