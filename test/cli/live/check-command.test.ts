import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { createCertificateAuthority } from '../../../demo/wire/certificate-authority.ts';
import { openTerminal } from '../../doubles/terminal.ts';
import { openCommandWorld, SAMPLE, type CommandWorld } from '../command-world.ts';

let world: CommandWorld;

beforeAll(async () => {
  world = await openCommandWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const check = async (words: readonly string[], config: string) => {
  const terminal = openTerminal({ KUBECONFIG: config });
  const exitCode = await runCommandLine(['check', ...SAMPLE, ...words], terminal);
  return {
    exitCode,
    told: terminal.told(),
    printed: terminal
      .printed()
      .replaceAll(world.cluster.server, 'SERVER')
      .replaceAll(new URL(world.cluster.server).host, 'HOST')
      .replaceAll(world.folder, 'FOLDER'),
  };
};

describe('job-reporter check', () => {
  test('says what is wrong with a kubeconfig and harms nobody yet', async () => {
    const text = await readFile(world.kubeconfig, 'utf8');
    const old = 'users:\n  - name: "old"\n    user: {exec: {apiVersion: client.authentication.k8s.io/v1}}\n';
    const config = join(world.folder, 'with-an-old-user');
    await writeFile(config, text.replace('users:\n', old));

    const { exitCode, printed } = await check([], config);

    expect(exitCode).toBe(0);
    expect(printed.split('\n')[0]).toBe(
      'ok       kubeconfig      context "embedded" of FOLDER/with-an-old-user; not needed, and passed over: users.0.user.exec.command: Invalid input: expected string, received undefined',
    );
  });

  test('walks the whole way of a run, a line a step, and changes nothing', async () => {
    const before = world.cluster.requests.length;

    const { exitCode, told, printed } = await check(
      ['--archive', join(world.folder, 'unused')],
      world.kubeconfig,
    );

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
    expect(new Set(world.cluster.requests.slice(before).map(({ method }) => method))).toEqual(
      new Set(['GET']),
    );
    await expect(readdir(join(world.folder, 'unused'))).rejects.toThrow('ENOENT');
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
    const file = join(world.folder, `${as}.kubeconfig`);
    await writeFile(file, world.cluster.kubeconfig({ as }));

    const { exitCode, printed } = await check([], file);

    expect(exitCode).toBe(1);
    expect(printed.split('\n').slice(-3)).toEqual([failure, `${' '.repeat(25)}${advice}`, '']);
  });

  test('vouches for no server that it did not verify', async () => {
    const file = join(world.folder, 'unverified.kubeconfig');
    const { certificate } = world.cluster.certificateAuthority;
    const kubeconfig = world.cluster.kubeconfig({ as: 'reporter' });
    const authority = `certificate-authority-data: ${Buffer.from(certificate).toString('base64')}`;
    await writeFile(file, kubeconfig.replace(authority, 'insecure-skip-tls-verify: true'));

    const { exitCode, printed } = await check(['--insecure-skip-tls-verify'], file);

    expect(exitCode).toBe(0);
    expect(printed).toContain(
      '\nskipped  TLS             not verified, by insecure-skip-tls-verify: anybody may answer as SERVER/\n',
    );
    expect(printed).not.toContain('is who it says it is');
  });

  test('masks what a server says as a report does', async () => {
    await using hostile = await openCommandWorld({
      faults: () => ({
        kind: 'status',
        code: 400,
        reason: 'BadRequest',
        message: 'unknown label; retry with password=hunter2-fake-secret',
      }),
    });
    const terminal = openTerminal({ KUBECONFIG: hostile.kubeconfig });

    await runCommandLine(['check', ...SAMPLE], terminal);

    expect(terminal.printed()).toContain('HTTP 400, unknown label; retry with password=[REDACTED');
    expect(terminal.printed()).not.toContain('hunter2');
  });

  test('tells a server that nobody trusts from one that is not there', async () => {
    const file = join(world.folder, 'untrusted.kubeconfig');
    const other = await createCertificateAuthority();
    await writeFile(
      file,
      world.cluster.kubeconfig({ as: 'reporter', certificateAuthority: other.certificate }),
    );
    const gone = join(world.folder, 'gone.kubeconfig');
    await writeFile(gone, world.cluster.kubeconfig({ as: 'reporter', server: 'https://127.0.0.1:1' }));

    const untrusted = await check([], file);
    const absent = await check([], gone);

    expect(untrusted.printed).toContain('\nFAILED   TLS             TLS failed, CERT_SIGNATURE_FAILURE');
    expect(absent.printed).toContain('\nFAILED   connection      nothing listens there\n');
  });
});
