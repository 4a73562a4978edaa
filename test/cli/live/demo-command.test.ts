import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { snapshotSchema } from '../../../src/snapshot/model/snapshot.ts';
import { openTerminal } from '../../doubles/terminal.ts';
import { openCommandWorld, type CommandWorld } from '../command-world.ts';

let world: CommandWorld;

beforeAll(async () => {
  world = await openCommandWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('job-reporter demo', () => {
  test('prints a report that fits 80 columns, keeps the whole ones, and says in two lines where and what next', async () => {
    const terminal = openTerminal();
    const archive = join(world.folder, 'demo');

    const exitCode = await runCommandLine(['demo', '--archive', archive], terminal);

    expect(exitCode).toBe(0);
    expect(
      terminal
        .printed()
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([]);
    expect(terminal.printed().match(/^ {2}Job: /gm)).toHaveLength(29);
    expect(terminal.printed() + terminal.told() + (await readAll(archive))).not.toMatch(
      /AKIAIOSFODNN7EXAMPLE|wJalrXUtnFEMI|eyJhbGciOiJIUzI1NiJ9|hunter2|fake-token-of-reporter/,
    );
    expect(terminal.told()).toBe(
      `The whole reports, JSON and text, are in ${archive}: latest/trading-bots.txt and latest/quota-ns.txt.\n` +
        'Next: npx job-reporter demo --interval 5, or on your cluster: npx job-reporter snapshot --help\n',
    );
    const kept = snapshotSchema.parse(
      JSON.parse(await readFile(join(archive, 'latest/trading-bots.json'), 'utf8')),
    );
    expect(kept.jobs).toHaveLength(28);
    expect(await readFile(join(archive, 'latest/trading-bots.txt'), 'utf8')).toContain(
      '[D32_K8S_MONITOR] END OF SNAPSHOT',
    );
  });
});

async function readAll(archive: string): Promise<string> {
  const names = (await readdir(archive, { recursive: true })).filter((name) => /\.(?:json|txt)$/.test(name));
  return (await Promise.all(names.map((name) => readFile(join(archive, name), 'utf8')))).join('');
}
