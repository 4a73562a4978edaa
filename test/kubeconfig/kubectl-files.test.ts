import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { runCommandLine } from '../../cli/command-line.ts';
import { findKubeconfig } from '../../src/kubeconfig/kubectl-files.ts';
import type { Caller } from '../../demo/api/access-rules.ts';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { writeEksKubeconfig } from '../doubles/eks-kubeconfig.ts';
import { findTokenFault } from '../doubles/aws/eks-token-verifier.ts';
import { startConnectProxy } from '../doubles/connect-proxy.ts';
import { openTerminal } from '../doubles/terminal.ts';
import { runInProcess } from '../cli/command-process.ts';

const SAMPLE = ['snapshot', '-n', 'trading-bots', '-l', 'session_id=d29-k8s-demo-session'] as const;
const KEY = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

async function makeFolder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'job-reporter-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function startCluster(reviewToken?: (token: string) => Caller | null) {
  const cluster = await startEmbeddedCluster({
    now: () => new Date(),
    ...(reviewToken === undefined ? {} : { reviewToken }),
  });
  onTestFinished(() => cluster.close());
  return cluster;
}

describe('$KUBECONFIG', () => {
  test('may name several files, which are one, and of which some may be missing', async () => {
    const cluster = await startCluster();
    const whole = cluster.kubeconfig({ as: 'reporter' });
    const [before = '', users = ''] = whole.split(/^(?=users:)/m);
    const folder = await makeFolder({ clusters: before, users });
    const paths = ['clusters', 'no-such-file', 'users', 'clusters'].map((name) => join(folder, name));
    const terminal = openTerminal({ KUBECONFIG: paths.join(delimiter) });

    const exitCode = await runCommandLine(SAMPLE, terminal);

    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    expect(terminal.printed()).toContain('Phase:               SUCCEEDED');
  });

  test('of which none is there is told with all its names', async () => {
    const folder = await makeFolder();
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    const source = findKubeconfig(undefined, {
      env: { KUBECONFIG: `${a}${delimiter}${b}` },
      isTerminal: false,
    });

    await expect(source.read({ refresh: false })).rejects.toThrow(
      `reading the kubeconfig ${a}${delimiter}${b}: there is none of these files. Give another by --kubeconfig or $KUBECONFIG`,
    );
  });

  test('that names a folder is told so', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'config'));
    const source = findKubeconfig(join(folder, 'config'), { env: {}, isTerminal: false });

    await expect(source.read({ refresh: false })).rejects.toThrow('it cannot be read (EISDIR)');
  });
});

describe('the files beside a kubeconfig', () => {
  test('are read from its own folder: authority, and a token that is there for each run', async () => {
    const cluster = await startCluster();
    const text = cluster
      .kubeconfig({ as: 'reporter' })
      .replace(/certificate-authority-data: .*/, 'certificate-authority: pki/ca.pem')
      .replace(/token: .*/, 'tokenFile: token');
    const folder = await makeFolder({ config: text, token: 'fake-token-of-reporter\n' });
    await mkdir(join(folder, 'pki'));
    await writeFile(join(folder, 'pki/ca.pem'), cluster.certificateAuthority.certificate);
    const terminal = openTerminal();

    const exitCode = await runCommandLine([...SAMPLE, '--kubeconfig', join(folder, 'config')], terminal);

    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    expect(terminal.printed()).toContain('Phase:               SUCCEEDED');
  });
});

/** As reached from elsewhere, by a name that only the proxy knows. */
function nameServer(text: string): string {
  return text.replace(
    /server: https:\/\/127\.0\.0\.1:(\d+)/,
    'server: https://cluster.test:$1\n      tls-server-name: localhost',
  );
}

describe('the environment of a person', () => {
  test('names the proxy to go by, as kubectl does', async () => {
    const cluster = await startCluster();
    await using proxy = await startConnectProxy();
    const folder = await makeFolder({ config: nameServer(cluster.kubeconfig({ as: 'reporter' })) });
    const run = async (more: Readonly<Record<string, string>>) => {
      const terminal = openTerminal({ HTTPS_PROXY: proxy.url, KUBECONFIG: join(folder, 'config'), ...more });
      return { exitCode: await runCommandLine(SAMPLE, terminal), printed: terminal.printed() };
    };

    const byProxy = await run({});
    const straight = await run({ NO_PROXY: '.test' });

    expect(byProxy.exitCode).toBe(0);
    expect(byProxy.printed).toContain('Phase:               SUCCEEDED');
    expect(proxy.tunnels.length).toBeGreaterThan(0);
    expect(straight.printed).toContain('NAME_NOT_RESOLVED');
  });

  test('names whom to trust where the kubeconfig does not: SSL_CERT_FILE, SSL_CERT_DIR', async () => {
    const cluster = await startCluster();
    const { certificate } = cluster.certificateAuthority;
    const text = cluster.kubeconfig({ as: 'reporter' }).replace(/ +certificate-authority-data: .*\n/, '');
    const folder = await makeFolder({ config: text, 'ca.pem': certificate });
    await mkdir(join(folder, 'certs'));
    await writeFile(join(folder, 'certs', 'one.pem'), certificate);
    await writeFile(join(folder, 'certs', 'README'), 'no certificate');
    const run = async (env: Readonly<Record<string, string>>) => {
      const terminal = openTerminal({ KUBECONFIG: join(folder, 'config'), ...env });
      await runCommandLine(SAMPLE, terminal);
      return terminal.printed() + terminal.told();
    };

    const byFile = await run({ SSL_CERT_FILE: join(folder, 'ca.pem') });
    const byFolder = await run({ SSL_CERT_DIR: join(folder, 'certs') });
    const byNobody = await run({});
    const byMistake = await run({ SSL_CERT_FILE: join(folder, 'none.pem') });

    expect([byFile, byFolder].map((each) => each.includes('SUCCEEDED'))).toEqual([true, true]);
    expect(byNobody).toContain('TLS_UNTRUSTED');
    expect(byMistake).toContain('SSL_CERT_FILE');
    expect(byMistake).toContain('ENOENT');
  });
});

describe('the kubeconfig that aws eks update-kubeconfig writes', () => {
  test('reaches the cluster from the command line with the credentials of its profile, and no aws on the machine', async () => {
    const verify = (token: string) =>
      findTokenFault(token, {
        clusterId: 'trading',
        partition: 'aws',
        now: () => new Date(),
        credentials: KEY,
      });
    const cluster = await startCluster((token) => (verify(token) === null ? 'reporter' : null));
    const folder = await makeFolder({
      credentials: `[prod]\naws_access_key_id = ${KEY.accessKeyId}\naws_secret_access_key = ${KEY.secretAccessKey}\n`,
      aws: '',
      config: writeEksKubeconfig({
        name: 'trading',
        region: 'eu-central-1',
        server: cluster.server,
        certificateAuthority: cluster.certificateAuthority.certificate,
        profile: 'prod',
      }),
    });

    const { stdout, stderr, exitCode } = await runInProcess(
      [...SAMPLE, '--kubeconfig', join(folder, 'config')],
      {
        PATH: '',
        HOME: folder,
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
        AWS_CONFIG_FILE: join(folder, 'aws'),
      },
    );

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('Phase:               SUCCEEDED');
    expect(stdout).not.toContain('[ERRORS');
  });
});

describe('in a pod', () => {
  const env = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' };
  const pod = { name: "the pod's ServiceAccount", readFile: null, read: () => Promise.resolve('of the pod') };

  const find = (path: string | undefined, more: Readonly<Record<string, string>>) =>
    findKubeconfig(path, { env: { ...env, ...more }, isTerminal: false }, pod).read({ refresh: false });

  test('that has no ~/.kube/config, its ServiceAccount is the kubeconfig', async () => {
    vi.stubEnv('HOME', await makeFolder());
    onTestFinished(() => void vi.unstubAllEnvs());

    const source = findKubeconfig(undefined, { env, isTerminal: false }, pod);

    expect(source.name).toMatch(/\.kube\/config, else the pod's ServiceAccount$/);
    await expect(source.read({ refresh: false })).resolves.toBe('of the pod');
  });

  test('a file that is there, or that was named, comes before it', async () => {
    const home = await makeFolder();
    await mkdir(join(home, '.kube'));
    await writeFile(join(home, '.kube', 'config'), 'of the person');
    vi.stubEnv('HOME', home);
    onTestFinished(() => void vi.unstubAllEnvs());

    await expect(find(undefined, {})).resolves.toMatchObject([{ text: 'of the person' }]);
    await expect(find('/no/such/file', {})).rejects.toThrow('there is no such file');
    await expect(find(undefined, { KUBECONFIG: '/no/such/file' })).rejects.toThrow('there is no such file');
  });
});
