import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { readCredentials } from '../../../src/kubeconfig/user/credentials.ts';
import { writeImpersonation } from '../../../src/kubeconfig/user/impersonation.ts';
import { parseKubeconfig, checkTrust } from '../../../src/kubeconfig/file/access.ts';
import { ReporterError } from '../../../src/errors.ts';
import { TOKEN, writeYaml } from '../../doubles/kubeconfig-text.ts';

const NOW = new Date('2026-11-22T19:00:00.000Z');
const PEM = '-----BEGIN CERTIFICATE-----\nfake\n-----END CERTIFICATE-----\n';
const DATA = Buffer.from(PEM).toString('base64');
const BEARER = { authorization: `Bearer ${TOKEN}` };

/** All that a session takes from a kubeconfig before it connects, where there are neither files nor plugins; or what is said. */
async function understand(text: string, contextName?: string): Promise<object | string> {
  try {
    const access = parseKubeconfig(text, contextName);
    checkTrust(access, false);
    const headers = writeImpersonation(access.user);
    const means = { readFile: null };
    const { ca, certificate, key, authorization } = await readCredentials(access, means, {
      refresh: false,
      now: NOW,
    });
    const found = {
      context: access.context,
      server: access.server.href,
      namespace: access.namespace,
      ca: ca?.toString() ?? null,
      certificate: certificate?.toString() ?? null,
      key: key?.toString() ?? null,
      authorization,
      ...headers,
    };
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
  } catch (error) {
    if (error instanceof ReporterError) return error.message;
    throw error;
  }
}

const PROD = { context: 'prod', server: 'https://cluster.example:6443/' };
const server = 'server: https://cluster.example:6443';
const json = (changes: object = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'prod',
    preferences: {},
    extensions: [{ name: 'x', extension: 1 }],
    clusters: [{ name: 'prod', cluster: { server: 'https://cluster.example:6443' } }],
    contexts: [{ name: 'prod', context: { cluster: 'prod', user: 'reporter' } }],
    users: [{ name: 'reporter', user: { token: TOKEN } }],
    ...changes,
  });

const PLUGIN = 'exec: {apiVersion: client.authentication.k8s.io/v1, command: kubelogin}';

const GOOD: readonly (readonly [title: string, text: string, found: object])[] = [
  ['with a token', writeYaml(), { ...PROD, ...BEARER }],
  ['in JSON, with fields that are not read', json(), { ...PROD, ...BEARER }],
  ['that begins with a byte order mark', `\uFEFF${writeYaml()}`, { ...PROD, ...BEARER }],
  ['with lines that end in CR LF', writeYaml().replaceAll('\n', '\r\n'), { ...PROD, ...BEARER }],
  ['between document marks', `---\n${writeYaml()}...\n`, { ...PROD, ...BEARER }],
  [
    'before a second document, which kubectl does not read either',
    `${writeYaml()}---\nkind: Secret\n`,
    { ...PROD, ...BEARER },
  ],
  ['with comments', `# mine\n${writeYaml()}# end\n`, { ...PROD, ...BEARER }],
  [
    'with anchors, aliases and merge keys',
    writeYaml({
      cluster: ['&base', server],
      context: ['&c', 'cluster: prod', 'user: reporter'],
    })
      .replace('current-context: prod', 'x: &y {namespace: trading-bots}\ncurrent-context: prod')
      .replace('    &c\n', '    <<: *y\n')
      .replace('    &base\n', ''),
    { ...PROD, ...BEARER, namespace: 'trading-bots' },
  ],
  [
    'whose context names a namespace',
    writeYaml({ context: ['cluster: prod', 'user: reporter', 'namespace: trading-bots'] }),
    { ...PROD, ...BEARER, namespace: 'trading-bots' },
  ],
  [
    'with a token in a block of its own',
    writeYaml({ user: ['token: |', `  ${TOKEN}`] }),
    { ...PROD, ...BEARER },
  ],
  [
    'with 96 KiB of extensions',
    json({ extensions: [{ name: 'x', extension: 'y'.repeat(96 * 1024) }] }),
    { ...PROD, ...BEARER },
  ],
  [
    'with a certificate authority, which goes before its file',
    writeYaml({
      cluster: [server, `certificate-authority-data: ${DATA}`, 'certificate-authority: /etc/ca.pem'],
    }),
    { ...PROD, ...BEARER, ca: PEM },
  ],
  [
    'with base64 in several lines',
    writeYaml({
      cluster: [server, 'certificate-authority-data: |', `  ${DATA.slice(0, 20)}`, `  ${DATA.slice(20)}`],
    }),
    { ...PROD, ...BEARER, ca: PEM },
  ],
  [
    'with a client certificate',
    writeYaml({ user: [`client-certificate-data: ${DATA}`, `client-key-data: ${DATA}`] }),
    { ...PROD, certificate: PEM, key: PEM },
  ],
  [
    'with a user name and a password',
    writeYaml({ user: ['username: reporter', 'password: fake-password'] }),
    { ...PROD, authorization: `Basic ${Buffer.from('reporter:fake-password').toString('base64')}` },
  ],
  ['with nobody as its user', writeYaml({ user: ['{}'] }), PROD],
  ['with a context of no user', writeYaml({ context: ['cluster: prod'] }), PROD],
  ['with a user of nothing at all', writeYaml({ user: [] }), PROD],
  [
    'over plain http without credentials, as kubectl proxy is used',
    writeYaml({ cluster: ['server: http://127.0.0.1:8001'], user: ['{}'] }),
    { context: 'prod', server: 'http://127.0.0.1:8001/' },
  ],
  [
    'below a path, as behind Rancher',
    writeYaml({ cluster: ['server: https://rancher.example/k8s/clusters/c-1'] }),
    { ...BEARER, context: 'prod', server: 'https://rancher.example/k8s/clusters/c-1' },
  ],
  [
    'below a path, as behind Portainer',
    writeYaml({ cluster: ['server: https://portainer.example/api/endpoints/1/kubernetes'] }),
    { ...BEARER, context: 'prod', server: 'https://portainer.example/api/endpoints/1/kubernetes' },
  ],
  [
    'on an IPv6 address',
    writeYaml({ cluster: ['server: "https://[::1]:6443"'] }),
    { ...BEARER, context: 'prod', server: 'https://[::1]:6443/' },
  ],
  [
    'with booleans of YAML 1.1',
    writeYaml({ cluster: [server, 'insecure-skip-tls-verify: no'] }),
    { ...PROD, ...BEARER },
  ],
  [
    'whose user is to be taken for another',
    writeYaml({
      user: [
        `token: ${TOKEN}`,
        'as: system:serviceaccount:trading-bots:viewer',
        'as-uid: 0042-a',
        'as-groups: [system:authenticated, viewers]',
        'as-user-extra: {Example.com/Reason: [audit, nightly]}',
      ],
    }),
    {
      ...PROD,
      ...BEARER,
      'impersonate-user': 'system:serviceaccount:trading-bots:viewer',
      'impersonate-uid': '0042-a',
      'impersonate-group': ['system:authenticated', 'viewers'],
      'impersonate-extra-example.com%2Freason': ['audit', 'nightly'],
    },
  ],
  [
    'with a token beside a file of one that is not here',
    writeYaml({ user: [`token: ${TOKEN}`, 'tokenFile: /run/token'] }),
    { ...PROD, ...BEARER },
  ],
  [
    'with a token, which goes before a plugin',
    writeYaml({ user: [`token: ${TOKEN}`, PLUGIN] }),
    { ...PROD, ...BEARER },
  ],
  [
    'with a client certificate, which goes before a plugin',
    writeYaml({ user: [`client-certificate-data: ${DATA}`, `client-key-data: ${DATA}`, PLUGIN] }),
    { ...PROD, certificate: PEM, key: PEM },
  ],
  [
    'with a password, which goes before a plugin',
    writeYaml({ user: ['username: reporter', 'password: fake-password', PLUGIN] }),
    { ...PROD, authorization: `Basic ${Buffer.from('reporter:fake-password').toString('base64')}` },
  ],
  [
    'in the short form',
    `{"server": "https://cluster.example:6443", "token": "${TOKEN}", "caData": "${DATA}"}`,
    { server: PROD.server, ...BEARER, ca: PEM },
  ],
  [
    'in the short form, with PEM as it is',
    JSON.stringify({ server: 'https://cluster.example:6443', token: TOKEN, caData: PEM }),
    { server: PROD.server, ...BEARER, ca: PEM },
  ],
  [
    'in the short form, in YAML',
    `server: https://cluster.example:6443\ntoken: ${TOKEN}\n`,
    { server: PROD.server, ...BEARER },
  ],
];

const MEND = 'Mend the file: kubectl must be able to read it';
const WAYS =
  'Use the kubeconfig of a ServiceAccount token that "job-reporter kubeconfig" prints; on EKS, one that "aws eks update-kubeconfig" writes, with an access entry for the role that asks';
const FLATTEN = 'Put its content into the kubeconfig: kubectl config view --flatten --minify';
const USING = 'using context "prod" of the kubeconfig:';
const exec = (text: string) => writeYaml({ user: [`exec: ${text}`] });

const BAD: readonly (readonly [title: string, text: string, message: string])[] = [
  ['nothing', '', 'reading the kubeconfig: it is empty. Give the text of a kubeconfig file'],
  ['white space', ' \n\t\n', 'reading the kubeconfig: it is empty. Give the text of a kubeconfig file'],
  [
    'a byte order mark only',
    '\uFEFF',
    'reading the kubeconfig: it is empty. Give the text of a kubeconfig file',
  ],
  [
    'no YAML',
    `token: ${TOKEN}: [`,
    `reading the kubeconfig: it is not YAML (BLOCK_AS_IMPLICIT_KEY in line 1). ${MEND}`,
  ],
  [
    'JSON that breaks off',
    json().slice(0, -30),
    `reading the kubeconfig: it is not YAML (MISSING_CHAR in line 1). ${MEND}`,
  ],
  [
    'UTF-16',
    Buffer.from(writeYaml(), 'utf16le').toString('utf8'),
    'reading the kubeconfig: it is not UTF-8 text. Save it as UTF-8: PowerShell’s ">" writes UTF-16',
  ],
  [
    'a token alone',
    TOKEN,
    'reading the kubeconfig: it is one piece of text, with no fields. Give the text of a kubeconfig file as it is: not its path, and not in base64',
  ],
  [
    'base64 of a kubeconfig',
    Buffer.from(writeYaml()).toString('base64'),
    'reading the kubeconfig: it is one piece of text, with no fields. Give the text of a kubeconfig file as it is: not its path, and not in base64',
  ],
  [
    'a list',
    '- a\n- b\n',
    `reading the kubeconfig: the file: Invalid input: expected object, received array. ${MEND}`,
  ],
  [
    'a number',
    '42',
    `reading the kubeconfig: the file: Invalid input: expected object, received number. ${MEND}`,
  ],
  [
    'null',
    'null',
    `reading the kubeconfig: the file: Invalid input: expected object, received null. ${MEND}`,
  ],
  [
    'a manifest',
    `apiVersion: v1\nkind: Secret\ndata: {token: ${TOKEN}}\n`,
    'reading the kubeconfig: it is a Secret, not a kubeconfig. Give a file with "kind: Config"',
  ],
  [
    'a key twice',
    writeYaml({ user: [`token: ${TOKEN}`, 'token: other'] }),
    `reading the kubeconfig: a key stands a second time in line 12. ${MEND}`,
  ],
  [
    'tabs',
    writeYaml().replaceAll('    ', '\t'),
    `reading the kubeconfig: it is not YAML (a tab is no indentation in YAML in line 7). ${MEND}`,
  ],
  [
    'an alias without its anchor',
    writeYaml({ user: ['token: *gone'] }),
    'reading the kubeconfig: its aliases expand without end. Write the file without YAML aliases',
  ],
  [
    'a text of 2 MiB',
    `# ${'x'.repeat(2 * 1024 * 1024)}\n${writeYaml()}`,
    'reading the kubeconfig: it is longer than 1 MiB. Keep only what is needed: kubectl config view --flatten --minify',
  ],
  [
    'brackets without end',
    '['.repeat(100_000),
    `reading the kubeconfig: its brackets nest too deeply. ${MEND}`,
  ],
  [
    'list items without end',
    '- '.repeat(100_000),
    `reading the kubeconfig: its lines are indented too deeply. ${MEND}`,
  ],
  ['keys within keys', '? '.repeat(90), `reading the kubeconfig: a key in it is no text. ${MEND}`],
  [
    '64 KiB of keys, all of them others',
    Array.from({ length: 9000 }, (_, index) => `k${index}:`).join('\n'),
    'reading the kubeconfig: it has no clusters, users and contexts. Store the text of a kubeconfig, or a JSON object of server, token and caData',
  ],
  [
    'a field of the wrong type',
    writeYaml({ user: ['token: [1]'] }),
    `reading the kubeconfig: users.0.user.token: Invalid input: expected string, received array. ${MEND}`,
  ],
  [
    'a token that reads as a number',
    writeYaml({ user: ['token: 0123456789'] }),
    `reading the kubeconfig: users.0.user.token: text is expected, and this reads as a number: put it in quotes. ${MEND}`,
  ],
  [
    'a context that reads as a number',
    writeYaml({ current: '2026' }),
    `reading the kubeconfig: current-context: text is expected, and this reads as a number: put it in quotes. ${MEND}`,
  ],
  [
    'a namespace that reads as a boolean',
    writeYaml({ context: ['cluster: prod', 'namespace: true'] }),
    `reading the kubeconfig: contexts.0.context.namespace: text is expected, and this reads as a boolean: put it in quotes. ${MEND}`,
  ],
  [
    'no clusters',
    json({ clusters: null }),
    'reading the kubeconfig: context "prod" names cluster "prod", which is not in the file. Its cluster should be one of: (the file has none)',
  ],
  [
    'a name twice',
    json({
      users: [
        { name: 'reporter', user: { token: 'other' } },
        { name: 'reporter', user: { token: TOKEN } },
      ],
    }),
    'reading the kubeconfig: users has the name "reporter" twice. Keep one of the two, or give each its own name',
  ],
  [
    'no current context',
    writeYaml({ current: '""' }),
    'reading the kubeconfig: no context is named, and the file has no current-context. Name one of: "prod"',
  ],
  [
    'a fresh file of kubectl',
    'apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: ""\nkind: Config\nusers: null\n',
    'reading the kubeconfig: no context is named, and the file has no current-context. Name one of: (the file has none)',
  ],
  [
    'a context that is not there',
    writeYaml({ current: 'staging' }),
    'reading the kubeconfig: context "staging" is asked for, which is not in the file. Its context should be one of: "prod"',
  ],
  [
    'a user that is not there',
    writeYaml({ context: ['cluster: prod', 'user: nobody'] }),
    'reading the kubeconfig: context "prod" names user "nobody", which is not in the file. Its user should be one of: "reporter"',
  ],
  [
    'a token in place of a name',
    writeYaml({ context: ['cluster: prod', `user: ${'ey.'.repeat(100)}`] }),
    'reading the kubeconfig: context "prod" names user of 300 characters, which is not in the file. Its user should be one of: "reporter"',
  ],
  [
    'no server',
    writeYaml({ cluster: ['{}'] }),
    `reading the kubeconfig: clusters.0.cluster.server: Invalid input: expected string, received undefined. ${MEND}`,
  ],
  [
    'a server that is no URL',
    writeYaml({ cluster: ['server: cluster.example:6443'] }),
    'reading the kubeconfig: the server of cluster "prod" is not an https URL. Give an https:// address',
  ],
  [
    'a file for a server',
    writeYaml({ cluster: ['server: file:///etc/passwd'] }),
    'reading the kubeconfig: the server of cluster "prod" is not an https URL. Give an https:// address',
  ],
  [
    'a token over plain http',
    writeYaml({ cluster: ['server: http://cluster.example'] }),
    'reading the kubeconfig: the server of cluster "prod" is a plain http URL. Credentials are sent over TLS only: give an https:// address',
  ],
  [
    'a password in the URL',
    writeYaml({ cluster: [`server: https://admin:${TOKEN}@cluster.example`] }),
    'reading the kubeconfig: the server of cluster "prod" holds a user name or password. Put credentials under users',
  ],
  [
    'a token in the URL',
    writeYaml({ cluster: [`server: https://cluster.example/?token=${TOKEN}`] }),
    'reading the kubeconfig: the server of cluster "prod" holds a query or a fragment. Give the address without what follows "?" or "#"',
  ],
  [
    'a proxy of another kind',
    writeYaml({ cluster: [server, `proxy-url: ftp://u:${TOKEN}@proxy.example`] }),
    'reading the kubeconfig: proxy-url of cluster "prod" is not the URL of a proxy. It should begin with http://, https:// or socks5://',
  ],
  [
    'a proxy that is no URL',
    writeYaml({ cluster: [server, 'proxy-url: proxy.example:3128'] }),
    'reading the kubeconfig: proxy-url of cluster "prod" is not the URL of a proxy. It should begin with http://, https:// or socks5://',
  ],
  [
    'PEM where base64 of it belongs',
    writeYaml({
      cluster: [
        server,
        'certificate-authority-data: |',
        ...PEM.trim()
          .split('\n')
          .map((line) => `  ${line}`),
      ],
    }),
    'reading the kubeconfig: certificate-authority-data is PEM itself. Give it in base64: base64 -w0 <file>',
  ],
  [
    'base64 with a piece missing',
    writeYaml({ cluster: [server, `certificate-authority-data: ${DATA.slice(0, -5)}!`] }),
    'reading the kubeconfig: certificate-authority-data is not base64. Give PEM in base64: base64 -w0 <file>',
  ],
  [
    'base64 of something else',
    writeYaml({ user: [`client-key-data: ${Buffer.from(TOKEN).toString('base64')}`] }),
    'reading the kubeconfig: client-key-data does not hold PEM. It should begin with -----BEGIN and end with -----END',
  ],
  [
    'an authority that kubectl config view hides',
    writeYaml({ cluster: [server, 'certificate-authority-data: DATA+OMITTED'] }),
    'reading the kubeconfig: certificate-authority-data is not there: kubectl config view hides it. Print the kubeconfig by: kubectl config view --raw --flatten --minify',
  ],
  [
    'a token that kubectl config view hides',
    writeYaml({ user: ['token: REDACTED'] }),
    'reading the kubeconfig: its token is not there: kubectl config view hides it. Print the kubeconfig by: kubectl config view --raw --flatten --minify',
  ],
  [
    'a certificate without its key',
    writeYaml({ user: [`client-certificate-data: ${DATA}`] }),
    `${USING} its user has a client-certificate without its client-key. Give both, or neither`,
  ],
  [
    'a token and a password',
    writeYaml({ user: [`token: ${TOKEN}`, 'username: a', 'password: b'] }),
    `${USING} its user has a token and a password. Give one of them: kubectl takes no two`,
  ],
  [
    'a token in two pieces',
    writeYaml({ user: ['token: |', '  fake', '  token'] }),
    'reading the kubeconfig: its token has spaces or line breaks within, or what is no ASCII. Give the token in one piece',
  ],
  [
    'groups to be taken for, without a user',
    writeYaml({ user: [`token: ${TOKEN}`, 'as-groups: [admins]'] }),
    'reading the kubeconfig: a user has as-uid, as-groups or as-user-extra without "as". Name the user to be taken for',
  ],
  [
    'a header within a user to be taken for',
    writeYaml({ user: [`token: ${TOKEN}`, 'as: "a\\r\\nX-Injected: yes"'] }),
    'reading the kubeconfig: whom a user is to be taken for has line breaks in it, or what is no Latin text. Correct it',
  ],
  [
    'trust in whoever answers',
    writeYaml({ cluster: [server, 'insecure-skip-tls-verify: true'] }),
    `${USING} insecure-skip-tls-verify would trust whoever answers. Put the certificate authority of the cluster into certificate-authority-data, or allow it by insecureSkipTlsVerify of the target`,
  ],
  [
    'trust in whoever answers, by YAML 1.1',
    writeYaml({ cluster: [server, 'insecure-skip-tls-verify: yes'] }),
    `${USING} insecure-skip-tls-verify would trust whoever answers. Put the certificate authority of the cluster into certificate-authority-data, or allow it by insecureSkipTlsVerify of the target`,
  ],
  [
    'trust in whoever answers beside an authority',
    writeYaml({ cluster: [server, 'insecure-skip-tls-verify: true', `certificate-authority-data: ${DATA}`] }),
    `${USING} its cluster has a certificate authority and insecure-skip-tls-verify, of which kubectl takes one. Remove insecure-skip-tls-verify`,
  ],
  [
    'a file where there are none',
    writeYaml({ cluster: [server, 'certificate-authority: /etc/ca.pem'] }),
    `using certificate-authority of the kubeconfig: it names a file, /etc/ca.pem, that is not here. ${FLATTEN}`,
  ],
  [
    'a file of a token where there are none',
    writeYaml({ user: ['tokenFile: /run/token'] }),
    `using tokenFile of the kubeconfig: it names a file, /run/token, that is not here. ${FLATTEN}`,
  ],
  [
    'an exec plugin',
    exec('{apiVersion: client.authentication.k8s.io/v1, command: kubelogin, args: [get-token]}'),
    `${USING} its user runs the plugin "kubelogin", and nothing of a kubeconfig is executed here. ${WAYS}`,
  ],
  [
    'a plugin of EKS where nobody knows AWS',
    exec(
      '{apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, get-token, --cluster-name, a]}',
    ),
    `${USING} its user runs the plugin "aws", and nothing of a kubeconfig is executed here. ${WAYS}`,
  ],
  [
    'a plugin without a command',
    exec('{apiVersion: client.authentication.k8s.io/v1}'),
    `reading the kubeconfig: users.0.user.exec.command: Invalid input: expected string, received undefined. ${MEND}`,
  ],
  [
    'an auth-provider',
    writeYaml({ user: [`auth-provider: {name: gcp, config: {access-token: ${TOKEN}}}`] }),
    `${USING} its user needs the auth-provider "gcp", which is not supported. ${WAYS}`,
  ],
  [
    'the short form with a field more',
    `{"server": "https://a.example", "token": "${TOKEN}", "user": "x"}`,
    'reading the kubeconfig: the short form has server, token and caData, as text. Store the text of a kubeconfig, or a JSON object of server, token and caData',
  ],
  [
    'the short form without a token',
    '{"server": "https://a.example"}',
    'reading the kubeconfig: the short form has server, token and caData, as text. Store the text of a kubeconfig, or a JSON object of server, token and caData',
  ],
  [
    'the short form over plain http',
    `{"server": "http://a.example", "token": "${TOKEN}"}`,
    'reading the kubeconfig: its server is a plain http URL. Credentials are sent over TLS only: give an https:// address',
  ],
  [
    'another object',
    `{"username": "admin", "password": "${TOKEN}"}`,
    'reading the kubeconfig: it has no clusters, users and contexts. Store the text of a kubeconfig, or a JSON object of server, token and caData',
  ],
];

describe('a kubeconfig that is good', () => {
  test.each(GOOD)('%s is understood', async (_title, text, found) => {
    expect(await understand(text)).toEqual(found);
  });

  test('has several contexts, of which any may be named', async () => {
    const text = json({
      clusters: ['prod', 'staging'].map((name) => ({ name, cluster: { server: `https://${name}.example` } })),
      contexts: ['prod', 'staging'].map((name) => ({ name, context: { cluster: name, user: 'reporter' } })),
    });

    const found = await Promise.all([understand(text), understand(text, 'staging')]);

    expect(found).toMatchObject([
      { server: 'https://prod.example/' },
      { server: 'https://staging.example/' },
    ]);
  });

  test('has no context in its short form, and none may be asked for', async () => {
    const text = `{"server": "https://a.example", "token": "${TOKEN}"}`;

    expect(await understand(text, 'prod')).toBe(
      'reading the kubeconfig: context "prod" is asked for, which is not in the file. Its context should be one of: (the file has none)',
    );
  });
});

describe('a bad entry that the context does not use', () => {
  const used = {
    clusters: [{ name: 'prod', cluster: { server: 'https://cluster.example:6443' } }],
    contexts: [{ name: 'prod', context: { cluster: 'prod', user: 'reporter' } }],
    users: [{ name: 'reporter', user: { token: TOKEN } }],
  };
  const EXPECTED_STRING = 'Invalid input: expected string, received undefined';

  test.each([
    [
      'a context of null',
      'contexts',
      { name: 'old', context: null },
      'contexts.1.context: Invalid input: expected object, received null',
    ],
    [
      'null in place of a context',
      'contexts',
      null,
      'contexts.1: Invalid input: expected object, received null',
    ],
    [
      'a context without a cluster',
      'contexts',
      { name: 'old', context: { user: 'x' } },
      `contexts.1.context.cluster: ${EXPECTED_STRING}`,
    ],
    [
      'a cluster of null',
      'clusters',
      { name: 'old', cluster: null },
      'clusters.1.cluster: Invalid input: expected object, received null',
    ],
    [
      'a cluster without a server',
      'clusters',
      { name: 'old', cluster: {} },
      `clusters.1.cluster.server: ${EXPECTED_STRING}`,
    ],
    [
      'a plugin without a command',
      'users',
      { name: 'old', user: { exec: { apiVersion: 'client.authentication.k8s.io/v1' } } },
      `users.1.user.exec.command: ${EXPECTED_STRING}`,
    ],
    [
      'a token that reads as a number',
      'users',
      { name: 'old', user: { token: 12_345_678 } },
      'users.1.user.token: text is expected, and this reads as a number: put it in quotes',
    ],
    ['an entry without a name', 'users', { user: { token: 'x' } }, `users.1.name: ${EXPECTED_STRING}`],
  ] as const)('%s refuses nothing, and is known', async (_title, kind, entry, why) => {
    const text = json({ ...used, [kind]: [...used[kind], entry] });

    expect(await understand(text)).toEqual({ ...PROD, ...BEARER });
    expect(parseKubeconfig(text).passedOver).toEqual([why]);
  });

  test('is told where the context uses it', async () => {
    const text = json({
      ...used,
      'current-context': 'old',
      contexts: [...used.contexts, { name: 'old', context: { cluster: 'prod', user: 'old' } }],
      users: [...used.users, { name: 'old', user: { exec: {} } }],
    });

    expect(await understand(text)).toBe(
      `reading the kubeconfig: users.1.user.exec.command: ${EXPECTED_STRING}. ${MEND}`,
    );
  });

  test('of extensions may be without a name, where it is used as well', async () => {
    const cluster = {
      server: 'https://cluster.example:6443',
      extensions: [{ extension: { last: 1 } }, null],
    };
    const text = json({ ...used, clusters: [{ name: 'prod', cluster }] });

    expect(await understand(text)).toEqual({ ...PROD, ...BEARER });
  });
});

describe('a kubeconfig that is not', () => {
  test.each(BAD)('%s says what to change, and no credential', async (_title, text, message) => {
    const said = await understand(text);

    expect(said).toBe(message);
    expect(said).not.toContain(TOKEN);
  });

  test('an alias bomb is refused, not expanded', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, index) => {
        const before = 'abcdefghi'[index] ?? 'a';
        return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`;
      }),
    ].join('\n');

    expect(await understand(bomb)).toBe(
      'reading the kubeconfig: its aliases expand without end. Write the file without YAML aliases',
    );
  });
});

describe('whatever it is', () => {
  const SECRET = 'fakeSecret3141592653';

  test('text around a credential is understood or told, and no message quotes it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string({ unit: 'binary' }), async (before, after) => {
        const said = await understand(`${before}\ntoken: ${SECRET}\n${after}`);

        expect(messageOf(said)).not.toContain(SECRET);
      }),
      { numRuns: 300 },
    );
  });

  test('a good one with a piece cut out, doubled or replaced is understood or told, and no message quotes it', async () => {
    const good = writeYaml({
      cluster: [
        server,
        `certificate-authority-data: ${DATA}`,
        `proxy-url: http://u:${SECRET}@proxy.example:3128`,
      ],
      user: [`token: ${SECRET}`, 'as: viewer', 'as-groups: [a]', `password: ${SECRET}`],
    });
    const place = fc.nat(good.length);
    await fc.assert(
      fc.asyncProperty(place, place, fc.string({ maxLength: 12 }), async (a, b, between) => {
        const text = `${good.slice(0, a)}${between}${good.slice(b)}`;
        // What stands where a name belongs is a name; the redactor of a run knows the forms of credentials there.
        fc.pre(!/(?:name|context|cluster|user):\s*.*fakeSecret/.test(text));

        const said = await understand(text);

        expect(messageOf(said)).not.toContain(SECRET);
      }),
      { numRuns: 1000 },
    );
  });

  test('data of any shape, with credentials in all the fields that hold them, is understood or told', async () => {
    const secret = fc.constant(SECRET);
    const odd = fc.oneof(
      secret,
      fc.constant(null),
      fc.constant(''),
      fc.anything({ maxDepth: 1 }).filter((each) => each !== SECRET),
    );
    const user = fc.record(
      Object.fromEntries(
        ['token', 'password', 'client-key-data', 'client-certificate-data'].map((field) => [field, odd]),
      ),
      { requiredKeys: [] },
    );
    const config = fc.record(
      {
        'current-context': fc.constantFrom('prod', 'other', '', null),
        clusters: fc.array(
          fc.record({ name: fc.constant('prod'), cluster: fc.record({ server: fc.webUrl() }) }),
          { maxLength: 2 },
        ),
        contexts: fc.array(
          fc.record({
            name: fc.constant('prod'),
            context: fc.record({ cluster: fc.constant('prod'), user: fc.constant('reporter') }),
          }),
          { maxLength: 2 },
        ),
        users: fc.array(fc.record({ name: fc.constant('reporter'), user }), { maxLength: 2 }),
        server: odd,
        token: odd,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(config, async (value) => {
        const said = await understand(JSON.stringify(value) ?? '');

        expect(messageOf(said)).not.toContain(SECRET);
      }),
      { numRuns: 500 },
    );
  });
});

/** What is understood holds the credential, and should. */
function messageOf(said: object | string): string {
  return typeof said === 'string' ? said : '';
}
