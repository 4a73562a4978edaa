import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { readCredentials } from '../../src/cluster/cluster-credentials.ts';
import { parseKubeconfig } from '../../src/cluster/kubeconfig.ts';
import { ConfigurationError } from '../../src/errors.ts';

const TOKEN = 'fake-token-of-reporter';

const block = (kind: string, name: string, lines: readonly string[]) => [
  `${kind}s:`,
  `- name: ${name}`,
  `  ${kind}:`,
  ...lines.map((line) => `    ${line}`),
];

/** A kubeconfig in YAML; what is given stands in place of the cluster's, the user's and the context's lines. */
function write({
  cluster = ['server: https://cluster.example:6443'],
  user = [`token: ${TOKEN}`],
  context = ['cluster: prod', 'user: reporter'],
  current = 'prod',
}: Partial<Record<'cluster' | 'user' | 'context', readonly string[]> & { current: string }> = {}): string {
  return [
    'apiVersion: v1',
    'kind: Config',
    `current-context: ${current}`,
    ...block('cluster', 'prod', cluster),
    ...block('user', 'reporter', user),
    ...block('context', 'prod', context),
    '',
  ].join('\n');
}

describe('a kubeconfig that is good', () => {
  test('gives the server and the token of its current context', async () => {
    const access = parseKubeconfig(write());
    const credentials = await readCredentials(access, null);

    expect(access).toMatchObject({ context: 'prod', namespace: null });
    expect(access.server.href).toBe('https://cluster.example:6443/');
    expect(credentials).toEqual({ ca: null, certificate: null, key: null, authorization: `Bearer ${TOKEN}` });
  });

  test('may be JSON, begin with a byte order mark, and hold fields that are not read', () => {
    const json = JSON.stringify({
      'current-context': 'prod',
      preferences: {},
      extensions: [{ name: 'x' }],
      clusters: [{ name: 'prod', cluster: { server: 'https://cluster.example' } }],
      contexts: [{ name: 'prod', context: { cluster: 'prod', user: 'reporter', namespace: 'trading-bots' } }],
      users: [{ name: 'reporter', user: { token: TOKEN } }],
    });

    expect(parseKubeconfig(`\uFEFF${json}`)).toMatchObject({ context: 'prod', namespace: 'trading-bots' });
  });

  test('decodes data fields, which win over files', async () => {
    const data = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');
    const cluster = [
      'server: https://cluster.example',
      `certificate-authority-data: ${data}`,
      'certificate-authority: /etc/ca.pem',
    ];

    const credentials = await readCredentials(parseKubeconfig(write({ cluster })), null);

    expect(credentials.ca?.toString()).toBe('-----BEGIN CERTIFICATE-----');
  });

  test('reads the files that it names where a door gives the means', async () => {
    const user = ['tokenFile: token.txt'];
    const asked: string[] = [];
    const readFile = (path: string) => {
      asked.push(path);
      return Promise.resolve(Buffer.from(`${TOKEN}\n`));
    };

    const credentials = await readCredentials(parseKubeconfig(write({ user })), readFile);

    expect(credentials.authorization).toBe(`Bearer ${TOKEN}`);
    expect(asked).toEqual(['token.txt']);
  });

  test('may hold a user name and a password', async () => {
    const user = ['username: reporter', 'password: fake-password'];

    const credentials = await readCredentials(parseKubeconfig(write({ user })), null);

    expect(credentials.authorization).toBe(
      `Basic ${Buffer.from('reporter:fake-password').toString('base64')}`,
    );
  });

  test('may have no credentials over plain http, as kubectl proxy is used', () => {
    const access = parseKubeconfig(write({ cluster: ['server: http://127.0.0.1:8001'], user: ['{}'] }));

    expect(access.server.protocol).toBe('http:');
  });
});

const bad: readonly (readonly [title: string, text: string, message: string])[] = [
  ['nothing', ' \n', 'it is empty. Give the text of a kubeconfig file'],
  [
    'no YAML',
    `token: ${TOKEN}: [`,
    'it is not YAML (BLOCK_AS_IMPLICIT_KEY in line 1). Mend the file: kubectl must be able to read it',
  ],
  [
    'a text',
    TOKEN,
    'the file: Invalid input: expected object, received string. Mend the file: kubectl must be able to read it',
  ],
  [
    'a key twice',
    write({ user: [`token: ${TOKEN}`, 'token: other'] }),
    'it is not YAML (DUPLICATE_KEY in line 12). Mend the file: kubectl must be able to read it',
  ],
  [
    'a field of the wrong type',
    write({ user: ['token: [1]'] }),
    'users.0.user.token: Invalid input: expected string, received array. Mend the file: kubectl must be able to read it',
  ],
  [
    'no current context',
    write({ current: '""' }),
    'no context is named, and the file has no current-context. Name one of: "prod"',
  ],
  [
    'a context that is not there',
    write({ current: 'staging' }),
    'context "staging" is asked for, which is not in the file. Its context should be one of: "prod"',
  ],
  [
    'a cluster that is not there',
    write({ context: ['cluster: other', 'user: reporter'] }),
    'context "prod" names cluster "other", which is not in the file. Its cluster should be one of: "prod"',
  ],
  [
    'a user that is not there',
    write({ context: ['cluster: prod', 'user: nobody'] }),
    'context "prod" names user "nobody", which is not in the file. Its user should be one of: "reporter"',
  ],
  [
    'a server that is no URL',
    write({ cluster: ['server: cluster.example'] }),
    'the server of cluster "prod" is not an https URL. Give an https:// address',
  ],
  [
    'a token over plain http',
    write({ cluster: ['server: http://cluster.example'] }),
    'the server of cluster "prod" is a plain http URL. Credentials are sent over TLS only: give an https:// address',
  ],
  [
    'a password in the URL',
    write({ cluster: [`server: https://admin:${TOKEN}@cluster.example`] }),
    'the server of cluster "prod" holds a user name or password. Put credentials under users',
  ],
];

const unusable: readonly (readonly [title: string, text: string, message: string])[] = [
  [
    'an exec plugin',
    write({
      user: ['exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, get-token]}'],
    }),
    'using context "prod" of the kubeconfig: its user runs the plugin "aws", and nothing of a kubeconfig is executed here. Use a kubeconfig with the token of a read-only ServiceAccount',
  ],
  [
    'an auth-provider',
    write({ user: ['auth-provider: {name: gcp}'] }),
    'using context "prod" of the kubeconfig: its user needs the auth-provider "gcp", which Kubernetes has removed. Use a kubeconfig with the token of a read-only ServiceAccount',
  ],
  [
    'impersonation',
    write({ user: [`token: ${TOKEN}`, 'as: admin'] }),
    'using context "prod" of the kubeconfig: its user impersonates another. Use a kubeconfig of a user that is allowed to read by itself',
  ],
  [
    'trust in whoever answers',
    write({ cluster: ['server: https://cluster.example', 'insecure-skip-tls-verify: true'] }),
    'using context "prod" of the kubeconfig: insecure-skip-tls-verify would trust whoever answers. Put the certificate authority of the cluster into certificate-authority-data',
  ],
  [
    'a file where there are none',
    write({ cluster: ['server: https://cluster.example', 'certificate-authority: /etc/ca.pem'] }),
    'using certificate-authority of the kubeconfig: it names a file, /etc/ca.pem, that is not here. Put its content into the kubeconfig: kubectl config view --flatten --minify',
  ],
];

describe('a kubeconfig that is not', () => {
  test.each(bad)('%s says what to change', (_, text, message) => {
    expect(sayWhatIsWrong(text)).toBe(`reading the kubeconfig: ${message}`);
  });

  test.each(unusable)('%s is refused by name', async (_, text, message) => {
    await expect(readCredentials(parseKubeconfig(text), null)).rejects.toThrow(message);
  });

  test('an alias bomb is refused, not expanded', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, index) => {
        const before = 'abcdefghi'[index] ?? 'a';
        return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`;
      }),
    ].join('\n');

    expect(() => parseKubeconfig(bomb)).toThrow('reading the kubeconfig: its aliases expand without end');
  });

  test('whatever it is, it is a ConfigurationError or an access, and no message quotes it', () => {
    const secret = 'fake-secret-3141592653';
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (before, after) => {
        const said = sayWhatIsWrong(`${before}\ntoken: ${secret}\n${after}`);
        expect(said).not.toContain(secret);
      }),
    );
  });
});

function sayWhatIsWrong(text: string): string {
  try {
    return JSON.stringify(parseKubeconfig(text).context);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}
