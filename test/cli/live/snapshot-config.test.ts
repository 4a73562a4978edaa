import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { openTerminal } from '../../doubles/terminal.ts';
import { openCommandWorld, writeTarget, type CommandWorld } from '../command-world.ts';

let world: CommandWorld;

beforeAll(async () => {
  world = await openCommandWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('job-reporter snapshot --config', () => {
  test('takes all targets at once, a report each, and sums them up on stderr', async () => {
    const terminal = openTerminal({ KUBECONFIG: world.kubeconfig });
    const config = await world.writeConfig(
      writeTarget('tuning', 'trading-bots'),
      writeTarget('quota', 'quota-ns'),
      writeTarget('elsewhere', 'trading-bots', '    context: no-such\n'),
    );

    const exitCode = await runCommandLine(['snapshot', '--config', config, '--max-log-lines', '1'], terminal);

    expect(exitCode).toBe(0);
    expect(terminal.printed().match(/^Namespace: +.*$/gm)).toEqual([
      'Namespace:               trading-bots',
      'Namespace:               quota-ns',
      'Namespace:               trading-bots',
    ]);
    expect(terminal.told()).toBe(
      [
        'TARGET     VERDICT   JOBS  FAILED  PROBLEMS',
        'tuning     PARTIAL     28       6         1',
        'quota      COMPLETE     1       0         0',
        'elsewhere  EMPTY        -       -         1',
        '',
      ].join('\n'),
    );
  });

  test('takes one of them by name, and what is typed wins over what is written', async () => {
    const terminal = openTerminal({ KUBECONFIG: world.kubeconfig });
    const config = await world.writeConfig(
      writeTarget('tuning', 'trading-bots'),
      writeTarget('quota', 'quota-ns', '    context: no-such\n'),
    );

    const exitCode = await runCommandLine(
      ['snapshot', '--config', config, '--target', 'quota', '--context', 'embedded'],
      terminal,
    );

    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    expect(terminal.printed()).toContain('  Job: quota-blocked\n');
  });

  test('names the targets that there are when one is asked for that is not', async () => {
    const terminal = openTerminal({ KUBECONFIG: world.kubeconfig });
    const config = await world.writeConfig(
      writeTarget('tuning', 'trading-bots'),
      writeTarget('quota', 'quota-ns'),
    );

    const exitCode = await runCommandLine(['snapshot', '--config', config, '--target', 'nightly'], terminal);

    expect(exitCode).toBe(1);
    expect(terminal.told()).toBe(
      `error: looking for target "nightly" in ${config}: there is none of that name. It should be one of: tuning, quota\n`,
    );
  });
});
