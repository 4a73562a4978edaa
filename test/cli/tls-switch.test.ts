import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { createCertificateAuthority } from '../../demo/wire/certificate-authority.ts';
import { startTlsListener } from '../../demo/wire/tls-listener.ts';
import { parseReportJson } from '../../src/snapshot/model/snapshot.ts';
import { writeEksKubeconfig } from '../doubles/eks-kubeconfig.ts';
import { runInProcess } from './command-process.ts';
import { openCommandWorld, SAMPLE, type CommandWorld } from './command-world.ts';

// Who stands between the reporter and a server hopes for a machine on which somebody has switched verification off.
const SWITCHED_OFF = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
const TOLD =
  'TLS_SWITCH_IGNORED: verifying servers, by NODE_TLS_REJECT_UNAUTHORIZED of the environment: it is 0, which would trust whoever answers, and was not followed. Remove it from the environment; to trust a certificate authority of your own, name it in the kubeconfig, or by NODE_EXTRA_CA_CERTS';
const AWS = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'fake-secret-access-key',
};

let world: CommandWorld;

beforeAll(async () => {
  world = await openCommandWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** A server that nobody trusts, and what reached it. */
async function startImpostor() {
  const paths: string[] = [];
  const listener = await startTlsListener(await createCertificateAuthority(), 0, async (exchange) => {
    paths.push(exchange.request.url ?? '');
    exchange.response.writeHead(403).end();
  });
  onTestFinished(listener.close);
  return { url: listener.url, paths };
}

async function writeUntrusted(): Promise<string> {
  const file = join(world.folder, 'untrusted.kubeconfig');
  const other = await createCertificateAuthority();
  await writeFile(
    file,
    world.cluster.kubeconfig({ as: 'reporter', certificateAuthority: other.certificate }),
  );
  return file;
}

describe('NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment', () => {
  test('gives no stranger the credentials of a cluster, and every report tells of it', async () => {
    const before = world.cluster.requests.length;

    const { stdout } = await runInProcess(['snapshot', ...SAMPLE, '-o', 'json'], {
      ...SWITCHED_OFF,
      KUBECONFIG: await writeUntrusted(),
    });

    const { errors, completeness } = parseReportJson(Buffer.from(stdout));
    expect(world.cluster.requests.length).toBe(before);
    expect(completeness.verdict).toBe('EMPTY');
    expect(errors).toEqual([TOLD, expect.stringMatching(/^TLS_UNTRUSTED: /)]);
  });

  test('takes nothing away from a report of a server that is trusted, but that it tells of it', async () => {
    const { stdout } = await runInProcess(['snapshot', ...SAMPLE, '-o', 'json'], {
      ...SWITCHED_OFF,
      KUBECONFIG: world.kubeconfig,
    });

    const { errors, completeness } = parseReportJson(Buffer.from(stdout));
    expect(completeness.verdict).toBe('COMPLETE');
    expect(errors).toEqual([TOLD]);
  });

  test('is told in a report of nothing, too', async () => {
    const { stdout } = await runInProcess(['snapshot', ...SAMPLE, '-o', 'json'], {
      ...SWITCHED_OFF,
      KUBECONFIG: join(world.folder, 'not-there'),
    });

    const { errors } = parseReportJson(Buffer.from(stdout));
    expect(errors).toEqual([TOLD, expect.stringMatching(/^KUBECONFIG_UNREADABLE: /)]);
  });

  test('does not make a check vouch for a stranger', async () => {
    const { stdout, exitCode } = await runInProcess(['check', ...SAMPLE], {
      ...SWITCHED_OFF,
      KUBECONFIG: await writeUntrusted(),
    });

    expect(exitCode).toBe(1);
    expect(stdout).toContain('\nFAILED   TLS             TLS failed, ');
    expect(stdout).not.toContain('is who it says it is');
  });

  test('gives no stranger a password for a proxy', async () => {
    const impostor = await startImpostor();
    const file = join(world.folder, 'proxy.kubeconfig');
    const proxyUrl = `https://reporter:fake-password@${new URL(impostor.url).host}`;
    await writeFile(file, world.cluster.kubeconfig({ as: 'reporter', proxyUrl }));

    const { stdout } = await runInProcess(['snapshot', ...SAMPLE], { ...SWITCHED_OFF, KUBECONFIG: file });

    expect(stdout).toContain('\nCompleteness:            EMPTY');
    expect(impostor.paths).toEqual([]);
  });

  test('sends no request to a stranger in the place of S3', async () => {
    const impostor = await startImpostor();

    const { stderr, exitCode } = await runInProcess(['latest', 'prod', '--archive', 's3://reports'], {
      ...SWITCHED_OFF,
      ...AWS,
      AWS_ENDPOINT_URL_S3: impostor.url,
    });

    expect(exitCode).toBe(1);
    expect(stderr).toContain('error: reading s3://reports/latest/prod.txt: ');
    expect(impostor.paths).toEqual([]);
  });

  test('sends no request to a stranger in the place of STS, neither for a profile nor for a role of EKS', async () => {
    const impostor = await startImpostor();
    const config = join(world.folder, 'aws-config');
    await writeFile(
      config,
      '[profile ci]\nrole_arn = arn:aws:iam::123456789012:role/ci\nsource_profile = base\n' +
        '[profile base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = fake\n',
    );
    const kubeconfig = join(world.folder, 'eks.kubeconfig');
    await writeFile(
      kubeconfig,
      writeEksKubeconfig({
        name: 'prod',
        region: 'eu-central-1',
        server: world.cluster.server,
        certificateAuthority: world.cluster.certificateAuthority.certificate,
        roleArn: 'arn:aws:iam::123456789012:role/reader',
      }),
    );
    const env = { ...SWITCHED_OFF, AWS_CONFIG_FILE: config, AWS_ENDPOINT_URL_STS: impostor.url };

    const byProfile = await runInProcess(['latest', 'prod', '--archive', 's3://reports'], {
      ...env,
      AWS_REGION: 'eu-central-1',
      AWS_PROFILE: 'ci',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
    });
    const byRole = await runInProcess(['snapshot', ...SAMPLE], { ...env, ...AWS, KUBECONFIG: kubeconfig });

    expect(byProfile.exitCode).toBe(1);
    expect(byRole.stdout).toContain('no answer of STS in eu-central-1 (');
    expect(impostor.paths).toEqual([]);
  });
});
