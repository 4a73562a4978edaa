import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openPluginRunner, type PluginHost } from '../../../src/kubeconfig/local/exec-plugin.ts';
import { readCredentials } from '../../../src/kubeconfig/user/credentials.ts';
import { parseKubeconfig } from '../../../src/kubeconfig/file/access.ts';

const PLUGIN = fileURLToPath(new URL('plugins/credential-plugin.ts', import.meta.url));
const NOW = new Date('2026-11-22T19:00:00.000Z');
const LATER = new Date('2026-11-22T20:00:01.000Z');
const V1 = 'client.authentication.k8s.io/v1';
const PEM = '-----BEGIN CERTIFICATE-----\nfake\n-----END CERTIFICATE-----\n';
const HOST: PluginHost = { env: { HOME: '/home/reporter' }, isTerminal: false };

interface Exec {
  readonly args?: readonly string[];
  readonly [field: string]: unknown;
}

function write({ args = [], ...changes }: Exec): string {
  const data = Buffer.from(PEM).toString('base64');
  const extension = { name: 'client.authentication.k8s.io/exec', extension: { audience: 'prod' } };
  return JSON.stringify({
    'current-context': 'prod',
    clusters: [
      {
        name: 'prod',
        cluster: {
          server: 'https://cluster.example',
          'certificate-authority-data': data,
          extensions: [extension],
        },
      },
    ],
    contexts: [{ name: 'prod', context: { cluster: 'prod', user: 'me' } }],
    users: [
      {
        name: 'me',
        user: { exec: { apiVersion: V1, command: process.execPath, args: [PLUGIN, ...args], ...changes } },
      },
    ],
  });
}

/** The credentials that a plugin gives; one way of running it for them all. */
function openReader(host: Partial<PluginHost> = {}) {
  const runPlugin = openPluginRunner({ ...HOST, ...host });
  return (exec: Exec, { refresh = false, now = NOW } = {}) =>
    readCredentials(parseKubeconfig(write(exec)), { readFile: null, runPlugin }, { refresh, now });
}

describe('a plugin of a kubeconfig, on a person’s machine', () => {
  test.each([V1, 'client.authentication.k8s.io/v1beta1'])('gives a token, by %s', async (apiVersion) => {
    const credentials = await openReader()({ apiVersion, args: ['token', 'fake-token'] });

    expect(credentials).toMatchObject({
      authorization: 'Bearer fake-token',
      certificate: null,
      expiresAt: null,
    });
  });

  test('may answer in YAML, as kubectl reads it', async () => {
    const { authorization, expiresAt } = await openReader()({ args: ['yaml', 'fake-token'] });

    expect({ authorization, expiresAt }).toEqual({
      authorization: 'Bearer fake-token',
      expiresAt: new Date('2026-11-22T20:00:00.000Z'),
    });
  });

  test('may give a certificate that is empty, which is none', async () => {
    const credentials = await openReader()({ args: ['token-with-empty-certificate', 'fake-token'] });

    expect(credentials).toMatchObject({ authorization: 'Bearer fake-token', certificate: null, key: null });
  });

  test('gives a certificate and its key', async () => {
    const credentials = await openReader()({ args: ['certificate', 'fake-certificate'] });

    expect({ certificate: String(credentials.certificate), key: String(credentials.key) }).toEqual({
      certificate: 'fake-certificate',
      key: 'fake-key',
    });
  });

  test('is told of the cluster when it asks for that, and gets the arguments as they are and the person’s environment', async () => {
    const env = [{ name: 'PLUGIN_MODE', value: 'strict' }];
    const args = ['show', '$HOME; touch /tmp/x', '*'];

    const { authorization } = await openReader()({ args, env, provideClusterInfo: true });

    expect(
      JSON.parse(Buffer.from(String(authorization).slice('Bearer '.length), 'base64url').toString()),
    ).toEqual({
      told: {
        apiVersion: V1,
        kind: 'ExecCredential',
        spec: {
          cluster: {
            server: 'https://cluster.example',
            'certificate-authority-data': Buffer.from(PEM).toString('base64'),
            config: { audience: 'prod' },
          },
          interactive: false,
        },
      },
      args: ['$HOME; touch /tmp/x', '*'],
      variable: 'strict',
      home: '/home/reporter',
    });
  });

  test('runs again only when what it gave has expired or was refused', async () => {
    const read = openReader();
    const exec = { args: ['expiring', 'fake'] };

    const [first, atOnce] = await Promise.all([read(exec), read(exec)]);
    const second = await read(exec);
    const expired = await read(exec, { now: LATER });
    const refused = await read(exec, { refresh: true });

    const tokens = [first, atOnce, second, expired, refused].map(({ authorization }) => authorization);
    expect(first.expiresAt).toEqual(new Date('2026-11-22T20:00:00.000Z'));
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).toBe(tokens[0]);
    expect(new Set(tokens).size).toBe(3);
  });

  const ASKING = `asking the plugin ${JSON.stringify(process.execPath)}:`;
  const RUNNING = `running the plugin ${JSON.stringify(process.execPath)}:`;

  test.each<[title: string, exec: Exec, message: string]>([
    [
      'prints words',
      { args: ['words', 'fake-secret'] },
      `${ASKING} what it printed is not an ExecCredential (the whole). Run it by hand to see what it prints`,
    ],
    [
      'gives nothing',
      { args: ['empty'] },
      `${ASKING} it gave neither a token nor a certificate. Run it by hand to see what it prints`,
    ],
    [
      'gives half a certificate',
      { args: ['half', 'fake-secret'] },
      `${ASKING} it gave a certificate without its key, or a key without its certificate. Run it by hand to see what it prints`,
    ],
    [
      'answers in another version',
      { args: ['other-version', 'fake-secret'] },
      `${ASKING} it answered in another apiVersion than it was asked in. Run it by hand to see what it prints`,
    ],
    ['fails', { args: ['fail'] }, `${RUNNING} it ended with exit code 7. Run it by hand to see what it says`],
    [
      'prints without end',
      { args: ['flood'] },
      `${RUNNING} it printed more than 1 MiB. Run it by hand to see what it says`,
    ],
    [
      'is not there',
      { command: 'no-such-plugin', args: [] },
      'running the plugin "no-such-plugin": there is no such program. Install it, or correct command in the kubeconfig',
    ],
    [
      'is not there, and says how to get it',
      { command: 'no-such-plugin', installHint: 'brew install\n  it' },
      'running the plugin "no-such-plugin": there is no such program. brew install it',
    ],
    [
      'is of a version that is gone',
      { apiVersion: 'client.authentication.k8s.io/v1alpha1' },
      `using context "prod" of the kubeconfig: its plugin ${JSON.stringify(process.execPath)} has an apiVersion that kubectl does not know either. It should be one of: client.authentication.k8s.io/v1, client.authentication.k8s.io/v1beta1`,
    ],
    [
      'must ask a person where there is none',
      { interactiveMode: 'Always' },
      `using the kubeconfig: its plugin ${JSON.stringify(process.execPath)} asks at a terminal, and there is none. Run it at a terminal, or use credentials that ask nobody`,
    ],
  ])('that %s is told, and what it printed is not', async (_title, exec, message) => {
    const error: unknown = await openReader()(exec).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ message });
    expect(JSON.stringify(error)).not.toContain('fake-secret');
  });

  test('that hangs is ended', async () => {
    const reading = openReader({ milliseconds: 300 })({ args: ['hang'] });

    await expect(reading).rejects.toThrow(`${RUNNING} it did not end in time (SIGTERM)`);
  });

  test('that ends, and leaves its output to a process that goes on, is not waited for without end', async () => {
    const reading = openReader({ milliseconds: 300 })({ args: ['leave'] });

    await expect(reading).rejects.toThrow(`${RUNNING} it did not end in time (SIGTERM)`);
  });

  test('is ended with the command, at Ctrl+C', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    // Said before it starts: it runs when it is ended.
    const onAsk = () => void setImmediate(() => controller.abort());

    const reading = openReader({ signal, isTerminal: true, onAsk })({ args: ['hang'] });

    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await expect(openReader({ signal })({ args: ['hang'] })).rejects.toBe(signal.reason);
  });

  test.each([
    [true, 'IfAvailable', 1],
    [true, 'Never', 0],
    [false, 'IfAvailable', 0],
  ])('that may ask at a terminal (%j, %s) gets it for itself', async (isTerminal, interactiveMode, times) => {
    let asked = 0;
    const onAsk = () => {
      asked += 1;
    };

    await openReader({ isTerminal, onAsk })({ interactiveMode, args: ['token', 'fake-token'] });

    expect(asked).toBe(times);
  });
});
