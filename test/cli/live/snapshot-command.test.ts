import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import { snapshotSchema } from '../../../src/snapshot/model/snapshot.ts';
import { openTerminal } from '../../doubles/terminal.ts';
import { openCommandWorld, SAMPLE, type CommandWorld } from '../command-world.ts';

let world: CommandWorld;

beforeAll(async () => {
  world = await openCommandWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('job-reporter snapshot', () => {
  test('prints the report of a healthy run, and nothing else', async () => {
    const terminal = openTerminal({ KUBECONFIG: world.kubeconfig });

    const exitCode = await runCommandLine(['snapshot', ...SAMPLE], terminal);

    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    expect(terminal.printed().replace(/^Timestamp: .*$/m, 'Timestamp: T')).toBe(
      [
        '='.repeat(80),
        '[D32_K8S_MONITOR] KUBERNETES JOB/POD MONITORING SNAPSHOT',
        '='.repeat(80),
        '',
        '[HEADER]',
        'Namespace:               trading-bots',
        'Label Selector:          session_id=d29-k8s-demo-session',
        'Timestamp: T',
        '',
        '[JOB STATUS]',
        '',
        '  Job: arb-tuning-d29-k8s--worker-1-0',
        '    Namespace:           trading-bots',
        '    Phase:               SUCCEEDED',
        '    Completions:         1',
        '    Succeeded:           1',
        '    Failed:              0',
        '    Active:              0',
        '    Start Time:          2026-11-22T18:53:04Z',
        '    Completion Time:     2026-11-22T18:53:44Z',
        '    Labels:',
        '      app: arbitrage-tuning',
        '      session_id: d29-k8s-demo-session',
        '      worker_id: worker-1',
        '',
        '[POD LOGS]',
        '',
        '  Pod: arb-tuning-d29-k8s--worker-1-0-9xvrh / Container: tuning-container',
        '    Namespace:           trading-bots',
        '    Log Lines (5):',
        '      Starting tuning session',
        '      Processing data...',
        '      Computing metrics...',
        '      Saving results...',
        '      Tuning session completed',
        '',
        '='.repeat(80),
        '[D32_K8S_MONITOR] END OF SNAPSHOT',
        '='.repeat(80),
        '',
      ].join('\n'),
    );
  });

  test('looks into the namespace of the context where none is named', async () => {
    const terminal = openTerminal({ KUBECONFIG: world.kubeconfig });

    const exitCode = await runCommandLine(['snapshot', '-l', 'session_id=d29-k8s-demo-session'], terminal);

    expect(exitCode).toBe(0);
    expect(terminal.printed()).toContain('\nNamespace:               trading-bots\n');
  });

  test('trusts whoever answers only when told to, and says so in the report', async () => {
    const file = join(world.folder, 'insecure.kubeconfig');
    const text = world.cluster
      .kubeconfig({ as: 'reporter' })
      .replace(/certificate-authority-data: .*/, 'insecure-skip-tls-verify: true');
    await writeFile(file, text);
    const refused = openTerminal();
    const told = openTerminal();

    await runCommandLine(['snapshot', ...SAMPLE, '--kubeconfig', file], refused);
    await runCommandLine(['snapshot', ...SAMPLE, '--kubeconfig', file, '--insecure-skip-tls-verify'], told);

    expect(refused.printed()).toContain('CREDENTIALS_UNSUPPORTED: ');
    expect(refused.printed()).toContain('[JOB STATUS]\n\n  Not known');
    expect(told.printed()).toContain('TLS_NOT_VERIFIED: ');
    expect(told.printed()).toContain('    Phase:               SUCCEEDED\n');
  });

  test('prints JSON that fits the schema, with --output json', async () => {
    const terminal = openTerminal();

    const exitCode = await runCommandLine(
      ['snapshot', ...SAMPLE, '--kubeconfig', world.kubeconfig, '--output', 'json', '--max-log-lines', '2'],
      terminal,
    );

    const snapshot = snapshotSchema.parse(JSON.parse(terminal.printed()));
    expect(exitCode).toBe(0);
    expect(snapshot.podsLogs.map((log) => log.lines)).toEqual([
      ['Saving results...', 'Tuning session completed'],
    ]);
  });

  test('keeps the report in a folder when asked, and says on stderr where', async () => {
    const terminal = openTerminal();
    const archive = join(world.folder, 'kept');

    const exitCode = await runCommandLine(
      ['snapshot', ...SAMPLE, '--kubeconfig', world.kubeconfig, '--archive', archive, '--target', 'nightly'],
      terminal,
    );

    expect(exitCode).toBe(0);
    const files = (await readdir(archive, { recursive: true }))
      .filter((name) => /\.(?:json|txt)$/.test(name))
      .toSorted();
    expect(files.map((name) => name.replaceAll(/\d/g, '0'))).toEqual([
      'latest/nightly.json',
      'latest/nightly.txt',
      'reports/target=nightly/date=0000-00-00/00000000T000000Z.json',
      'reports/target=nightly/date=0000-00-00/00000000T000000Z.txt',
    ]);
    expect(await readFile(join(archive, 'latest/nightly.txt'), 'utf8')).toBe(terminal.printed());
    expect(terminal.told()).toBe(
      `stored ${join(archive, files[2] ?? '')}\nstored ${join(archive, files[3] ?? '')}\n`,
    );
  });

  test('prints a report with the error when the cluster cannot be reached', async () => {
    const terminal = openTerminal({ KUBECONFIG: join(world.folder, 'no-such-file') });

    const exitCode = await runCommandLine(['snapshot', ...SAMPLE], terminal);

    expect(exitCode).toBe(0);
    expect(terminal.printed()).toContain(
      `[ERRORS (1)]\n\n  KUBECONFIG_UNREADABLE: reading the kubeconfig ${join(world.folder, 'no-such-file')}: there is no such file. Give another by --kubeconfig or $KUBECONFIG\n`,
    );
    expect(terminal.printed()).toContain('Completeness:            EMPTY: Jobs not read; pods not read\n');
    expect(terminal.printed()).toContain(
      '[JOB STATUS]\n\n  Not known: the list could not be read, see ERRORS.\n',
    );
  });

  test('prints a report that it cannot keep, fails, and says what to do', async () => {
    const terminal = openTerminal();
    const file = join(world.folder, 'a-file');
    await writeFile(file, '');

    const exitCode = await runCommandLine(
      ['snapshot', ...SAMPLE, '--kubeconfig', world.kubeconfig, '--archive', file],
      terminal,
    );

    expect(exitCode).toBe(1);
    expect(terminal.told()).toMatch(/^error: storing .*a-file.*\n$/);
    expect(terminal.printed()).toContain('    Phase:               SUCCEEDED\n');
  });

  test('watches until Ctrl+C, and ends with 130', async () => {
    const terminal = openTerminal({ KUBECONFIG: world.kubeconfig });

    const watching = runCommandLine(['snapshot', ...SAMPLE, '--interval', '86400'], terminal);
    await terminal.reports(1);
    terminal.pressCtrlC();

    expect(await watching).toBe(130);
    expect(terminal.told()).toBe('');
  });

  test('ends at once when Ctrl+C is pressed while the cluster is silent, and prints and keeps nothing', async () => {
    await using silent = await startEmbeddedCluster({
      now: () => new Date(),
      faults: () => {
        terminal.pressCtrlC();
        return { kind: 'hang-before-headers' };
      },
    });
    const terminal = openTerminal();
    const file = join(world.folder, 'silent');
    await writeFile(file, silent.kubeconfig({ as: 'reporter' }));
    const archive = join(world.folder, 'nothing-kept');

    const exitCode = await runCommandLine(
      ['snapshot', ...SAMPLE, '--kubeconfig', file, '--archive', archive],
      terminal,
    );

    expect({ exitCode, printed: terminal.printed(), told: terminal.told() }).toEqual({
      exitCode: 130,
      printed: '',
      told: '',
    });
    await expect(readdir(archive)).rejects.toThrow('ENOENT');
  });

  test.each([
    [
      ['-n', 'trading-bots'],
      "error: required option '-l, --label-selector <selector>' not specified, nor '--config <path>'",
    ],
    [
      ['--config', 'reporter.yaml', '-n', 'trading-bots'],
      "error: option '--config <path>' cannot be used with '--namespace', '--all-namespaces' and '--label-selector'",
    ],
    [
      ['-n', 'Trading Bots', '-l', 'a=b'],
      "error: option '-n, --namespace <name>' argument 'Trading Bots' is invalid. not a name of Kubernetes",
    ],
    [
      [...SAMPLE, '--max-log-lines', '-1'],
      "error: option '--max-log-lines <number>' argument '-1' is invalid. It should be a whole number from 1 to 100000.",
    ],
    [
      [...SAMPLE, '--interval', 'soon'],
      "error: option '--interval <seconds>' argument 'soon' is invalid. It should be a whole number from 1 to 86400.",
    ],
    [
      [...SAMPLE, '--archive', 'gs://bucket'],
      `error: option '--archive [place]' argument 'gs://bucket' is invalid. only s3:// is known. Give a folder, s3://bucket or s3://bucket/prefix.`,
    ],
    [
      [...SAMPLE, '--output', 'xml'],
      "error: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are text, json, wide, jsonl.",
    ],
    [[...SAMPLE, '--namespaces', 'x'], "error: unknown option '--namespaces'\n(Did you mean --namespace?)"],
  ])('with %j says what is wrong and does nothing', async (words, message) => {
    const terminal = openTerminal();

    const exitCode = await runCommandLine(['snapshot', ...words], terminal);

    expect({ exitCode, printed: terminal.printed() }).toEqual({ exitCode: 1, printed: '' });
    expect(terminal.told()).toBe(`${message}\n(--help tells the options)\n`);
  });
});
