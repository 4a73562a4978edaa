import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../cli/command-line.ts';
import { tokenOf } from '../../demo/api/access-rules.ts';
import { createCertificateAuthority } from '../../demo/wire/certificate-authority.ts';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { snapshotSchema } from '../../src/snapshot/model.ts';
import { openTerminal } from '../doubles/terminal.ts';

let cluster: EmbeddedCluster;
let folder: string;
let kubeconfig: string;

beforeAll(async () => {
  cluster = await startEmbeddedCluster({ now: () => new Date() });
  folder = await mkdtemp(join(tmpdir(), 'job-reporter-'));
  kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, cluster.kubeconfig({ as: 'reporter' }));
});

afterAll(async () => {
  await cluster.close();
  await rm(folder, { recursive: true });
});

const SAMPLE = ['-n', 'trading-bots', '-l', 'session_id=d29-k8s-demo-session'] as const;

const target = (name: string, namespace: string, more = '') =>
  `  - name: ${name}\n    namespace: ${namespace}\n    labelSelector: app=arbitrage-tuning\n${more}` +
  '    kubeconfigSecretArn: arn:aws:secretsmanager:eu-central-1:123456789012:secret:fake-AbCdEf\n';

async function writeConfig(...targets: readonly string[]): Promise<string> {
  const file = join(await mkdtemp(join(folder, 'config-')), 'reporter.yaml');
  await writeFile(file, `schedule: { rate: 15 minutes }\ntargets:\n${targets.join('')}`);
  return file;
}

const secret = (data: object) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: { name: 'k8s-job-reporter-token', namespace: 'k8s-job-reporter' },
    data,
  });
const encode = (text: string) => Buffer.from(text).toString('base64');

describe('job-reporter snapshot', () => {
  test('prints the report of a healthy run, and nothing else', async () => {
    const terminal = openTerminal({ KUBECONFIG: kubeconfig });

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
    const terminal = openTerminal({ KUBECONFIG: kubeconfig });

    const exitCode = await runCommandLine(['snapshot', '-l', 'session_id=d29-k8s-demo-session'], terminal);

    expect(exitCode).toBe(0);
    expect(terminal.printed()).toContain('\nNamespace:               trading-bots\n');
  });

  test('trusts whoever answers only when told to, and says so in the report', async () => {
    const file = join(folder, 'insecure.kubeconfig');
    const text = cluster
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
      ['snapshot', ...SAMPLE, '--kubeconfig', kubeconfig, '--output', 'json', '--max-log-lines', '2'],
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
    const archive = join(folder, 'kept');

    const exitCode = await runCommandLine(
      ['snapshot', ...SAMPLE, '--kubeconfig', kubeconfig, '--archive', archive, '--target', 'nightly'],
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
    const terminal = openTerminal({ KUBECONFIG: join(folder, 'no-such-file') });

    const exitCode = await runCommandLine(['snapshot', ...SAMPLE], terminal);

    expect(exitCode).toBe(0);
    expect(terminal.printed()).toContain(
      `[ERRORS (1)]\n\n  KUBECONFIG_UNREADABLE: reading the kubeconfig ${join(folder, 'no-such-file')}: there is no such file. Give another by --kubeconfig or $KUBECONFIG\n`,
    );
    expect(terminal.printed()).toContain('Completeness:            EMPTY: Jobs not read; pods not read\n');
    expect(terminal.printed()).toContain(
      '[JOB STATUS]\n\n  Not known: the list could not be read, see ERRORS.\n',
    );
  });

  test('prints a report that it cannot keep, fails, and says what to do', async () => {
    const terminal = openTerminal();
    const file = join(folder, 'a-file');
    await writeFile(file, '');

    const exitCode = await runCommandLine(
      ['snapshot', ...SAMPLE, '--kubeconfig', kubeconfig, '--archive', file],
      terminal,
    );

    expect(exitCode).toBe(1);
    expect(terminal.told()).toMatch(/^error: storing .*a-file.*\n$/);
    expect(terminal.printed()).toContain('    Phase:               SUCCEEDED\n');
  });

  test('watches until Ctrl+C, and ends with 130', async () => {
    const terminal = openTerminal({ KUBECONFIG: kubeconfig });

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
    const file = join(folder, 'silent');
    await writeFile(file, silent.kubeconfig({ as: 'reporter' }));
    const archive = join(folder, 'nothing-kept');

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
      "error: option '--config <path>' cannot be used with '--namespace' and '--label-selector'",
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
      "error: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are text, json.",
    ],
    [[...SAMPLE, '--namespaces', 'x'], "error: unknown option '--namespaces'\n(Did you mean --namespace?)"],
  ])('with %j says what is wrong and does nothing', async (words, message) => {
    const terminal = openTerminal();

    const exitCode = await runCommandLine(['snapshot', ...words], terminal);

    expect({ exitCode, printed: terminal.printed() }).toEqual({ exitCode: 1, printed: '' });
    expect(terminal.told()).toBe(`${message}\n(--help tells the options)\n`);
  });
});

describe('job-reporter snapshot --config', () => {
  test('takes all targets at once, a report each, and sums them up on stderr', async () => {
    const terminal = openTerminal({ KUBECONFIG: kubeconfig });
    const config = await writeConfig(
      target('tuning', 'trading-bots'),
      target('quota', 'quota-ns'),
      target('elsewhere', 'trading-bots', '    context: no-such\n'),
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
        'tuning     PARTIAL   28    6       2',
        'quota      COMPLETE  1     0       0',
        'elsewhere  EMPTY     -     -       1',
        '',
      ].join('\n'),
    );
  });

  test('takes one of them by name, and what is typed wins over what is written', async () => {
    const terminal = openTerminal({ KUBECONFIG: kubeconfig });
    const config = await writeConfig(
      target('tuning', 'trading-bots'),
      target('quota', 'quota-ns', '    context: no-such\n'),
    );

    const exitCode = await runCommandLine(
      ['snapshot', '--config', config, '--target', 'quota', '--context', 'embedded'],
      terminal,
    );

    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    expect(terminal.printed()).toContain('  Job: quota-blocked\n');
  });

  test('names the targets that there are when one is asked for that is not', async () => {
    const terminal = openTerminal({ KUBECONFIG: kubeconfig });
    const config = await writeConfig(target('tuning', 'trading-bots'), target('quota', 'quota-ns'));

    const exitCode = await runCommandLine(['snapshot', '--config', config, '--target', 'nightly'], terminal);

    expect(exitCode).toBe(1);
    expect(terminal.told()).toBe(
      `error: looking for target "nightly" in ${config}: there is none of that name. It should be one of: tuning, quota\n`,
    );
  });
});

describe('job-reporter rbac', () => {
  test('prints the manifests of the shipped config, which lie in k8s/ as well', async () => {
    const terminal = openTerminal();
    const root = new URL('../../', import.meta.url).pathname;

    const exitCode = await runCommandLine(['rbac', '--config', join(root, 'reporter.yaml')], terminal);

    expect(exitCode).toBe(0);
    expect(terminal.printed()).toBe(await readFile(join(root, 'k8s/rbac.yaml'), 'utf8'));
  });
});

const check = async (words: readonly string[], config: string) => {
  const terminal = openTerminal({ KUBECONFIG: config });
  const exitCode = await runCommandLine(['check', ...SAMPLE, ...words], terminal);
  return {
    exitCode,
    told: terminal.told(),
    printed: terminal
      .printed()
      .replaceAll(cluster.server, 'SERVER')
      .replaceAll(new URL(cluster.server).host, 'HOST')
      .replaceAll(folder, 'FOLDER'),
  };
};

describe('job-reporter check', () => {
  test('walks the whole way of a run, a line a step, and changes nothing', async () => {
    const before = cluster.requests.length;

    const { exitCode, told, printed } = await check(['--archive', join(folder, 'unused')], kubeconfig);

    expect({ exitCode, told }).toEqual({ exitCode: 0, told: '' });
    expect(printed).toBe(
      [
        'ok       kubeconfig      context "embedded" of FOLDER/kubeconfig',
        'ok       credentials     of user by token',
        'ok       name            127.0.0.1 is 127.0.0.1',
        'ok       connection      HOST takes connections',
        'ok       TLS             SERVER/ is who it says it is',
        'ok       login           the cluster knows who asks',
        'ok       list jobs       allowed',
        'ok       list pods       allowed',
        'ok       get pods/log    allowed; asked for container tuning-container of pod trading-bots/arb-tuning-d29-k8s--worker-1-0-9xvrh',
        'ok       list events     allowed',
        'ok       archive         FOLDER/unused can be read; no report yet',
        '',
      ].join('\n'),
    );
    expect(new Set(cluster.requests.slice(before).map(({ method }) => method))).toEqual(new Set(['GET']));
    await expect(readdir(join(folder, 'unused'))).rejects.toThrow('ENOENT');
  });

  test.each([
    [
      'invalid',
      'FAILED   login           HTTP 401, Unauthorized',
      'The token or certificate is missing, wrong or expired: renew the kubeconfig',
    ],
    [
      'anonymous',
      'FAILED   list jobs       HTTP 403, jobs.batch is forbidden: User "system:anonymous" cannot list resource "jobs" in API group "batch" in the namespace "trading-bots"',
      'Apply what this prints: job-reporter rbac',
    ],
    [
      'reporter-no-logs',
      'FAILED   get pods/log    HTTP 403, pods "arb-tuning-d29-k8s--worker-1-0-9xvrh" is forbidden: User "system:serviceaccount:trading-bots:reporter-no-logs" cannot get resource "pods/log" in API group "" in the namespace "trading-bots"',
      'Apply what this prints: job-reporter rbac',
    ],
  ] as const)('stops for %s at the step that fails, and says what to do', async (as, failure, advice) => {
    const file = join(folder, `${as}.kubeconfig`);
    await writeFile(file, cluster.kubeconfig({ as }));

    const { exitCode, printed } = await check([], file);

    expect(exitCode).toBe(1);
    expect(printed.split('\n').slice(-3)).toEqual([failure, `${' '.repeat(25)}${advice}`, '']);
  });

  test('tells a server that nobody trusts from one that is not there', async () => {
    const file = join(folder, 'untrusted.kubeconfig');
    const other = await createCertificateAuthority();
    await writeFile(file, cluster.kubeconfig({ as: 'reporter', certificateAuthority: other.certificate }));
    const gone = join(folder, 'gone.kubeconfig');
    await writeFile(gone, cluster.kubeconfig({ as: 'reporter', server: 'https://127.0.0.1:1' }));

    const untrusted = await check([], file);
    const absent = await check([], gone);

    expect(untrusted.printed).toContain('\nFAILED   TLS             TLS failed, CERT_SIGNATURE_FAILURE');
    expect(absent.printed).toContain('\nFAILED   connection      nothing listens there\n');
  });
});

describe('job-reporter kubeconfig', () => {
  test('makes of the token Secret a kubeconfig that a snapshot can be taken with', async () => {
    const data = {
      token: encode(tokenOf('reporter')),
      'ca.crt': encode(cluster.certificateAuthority.certificate),
    };
    const terminal = openTerminal({ KUBECONFIG: kubeconfig }, secret(data));

    const exitCode = await runCommandLine(['kubeconfig'], terminal);

    const file = join(folder, 'reader.kubeconfig');
    await writeFile(file, terminal.printed());
    const look = openTerminal();
    await runCommandLine(['snapshot', ...SAMPLE, '--kubeconfig', file], look);
    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    expect(look.printed()).toContain('    Phase:               SUCCEEDED\n');
  });

  test.each([
    ['', 'nothing came on stdin'],
    ['fake-token', 'it is not JSON'],
    [
      secret({ token: encode('fake-token') }),
      'data.ca.crt: not there yet: Kubernetes fills it a moment after the Secret is made',
    ],
    [
      JSON.stringify({ kind: 'ConfigMap' }),
      'kind: a Secret; type: kubernetes.io/service-account-token; data: not there yet: Kubernetes fills it a moment after the Secret is made',
    ],
  ])('says what %j lacks and quotes nothing of it', async (typed, why) => {
    // What is wrong with the Secret is said before it is asked which server it is for.
    const terminal = openTerminal({ KUBECONFIG: join(folder, 'no-such-file') }, typed);

    const exitCode = await runCommandLine(['kubeconfig'], terminal);

    expect({ exitCode, printed: terminal.printed() }).toEqual({ exitCode: 1, printed: '' });
    expect(terminal.told()).toBe(
      `error: reading the ServiceAccount's token Secret: ${why}. Pipe it in: kubectl get secret -n k8s-job-reporter k8s-job-reporter-token -o json | job-reporter kubeconfig\n`,
    );
  });
});

describe('job-reporter demo', () => {
  test('prints a report that fits 80 columns, keeps the whole ones, and says in two lines where and what next', async () => {
    const terminal = openTerminal();
    const archive = join(folder, 'demo');

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
