import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCredentials } from '../../../src/kubeconfig/user/credentials.ts';
import { parseKubeconfig } from '../../../src/kubeconfig/file/access.ts';
import { TOKEN, writeYaml } from '../../doubles/kubeconfig-text.ts';

const NOW = new Date('2026-11-22T19:00:00.000Z');
const WORK = resolve('/home/reporter/work/config');
const HOME = resolve('/home/reporter/.kube/config');
const PEM = '-----BEGIN CERTIFICATE-----\nfake\n-----END CERTIFICATE-----\n';

describe('several kubeconfigs', () => {
  test('are one: of a name in two files the first counts, and so does the first current-context', () => {
    const work = writeYaml({ cluster: ['server: https://first.example'], current: '""' });
    const home = writeYaml({
      cluster: ['server: https://second.example'],
      context: ['cluster: prod', 'user: reporter', 'namespace: second'],
    });

    const access = parseKubeconfig([
      { path: WORK, text: work },
      { path: HOME, text: home },
    ]);

    expect(access).toMatchObject({ context: 'prod', namespace: null });
    expect(access.server.href).toBe('https://first.example/');
  });

  test('may each hold a piece: clusters here, users there', () => {
    const clusters = 'clusters:\n- name: prod\n  cluster: {server: https://cluster.example}\n';
    const users = `users:\n- name: reporter\n  user: {token: ${TOKEN}}\n`;
    const contexts =
      'current-context: prod\ncontexts:\n- name: prod\n  context: {cluster: prod, user: reporter}\n';
    const files = [clusters, users, contexts].map((text, index) => ({ path: resolve(`/k/${index}`), text }));

    const access = parseKubeconfig(files);

    expect(access.user.token).toBe(TOKEN);
  });

  test('may have one among them that is empty', () => {
    const files = [
      { path: WORK, text: '' },
      { path: HOME, text: writeYaml() },
    ];

    expect(parseKubeconfig(files).context).toBe('prod');
  });

  test('are each told by name when one is wrong', () => {
    const files = [
      { path: WORK, text: writeYaml() },
      { path: HOME, text: 'clusters: 7' },
    ];

    expect(() => parseKubeconfig(files)).toThrow(
      `reading the kubeconfig ${HOME}: clusters: Invalid input: expected array, received number. Mend the file: kubectl must be able to read it`,
    );
  });
});

describe('the files that a kubeconfig names', () => {
  test('lie beside it unless their names are absolute, each beside its own', async () => {
    const asked: string[] = [];
    const work = writeYaml({
      cluster: ['server: https://cluster.example', 'certificate-authority: pki/ca.pem'],
      context: ['cluster: prod', 'user: other'],
    });
    const home = writeYaml({ user: ['client-certificate: me.pem', 'client-key: /etc/me.key'] }).replace(
      'name: reporter',
      'name: other',
    );
    const access = parseKubeconfig([
      { path: WORK, text: work },
      { path: HOME, text: home },
    ]);

    await readCredentials(
      access,
      {
        readFile: (path) => {
          asked.push(path);
          return Promise.resolve(Buffer.from(PEM));
        },
      },
      { refresh: false, now: NOW },
    );

    expect(asked.toSorted()).toEqual(
      ['/etc/me.key', '/home/reporter/.kube/me.pem', '/home/reporter/work/pki/ca.pem'].map((path) =>
        resolve(path),
      ),
    );
  });

  test('are told by field and reason when they cannot be read', async () => {
    const access = parseKubeconfig([{ path: HOME, text: writeYaml({ user: ['tokenFile: token'] }) }]);
    const denied = Object.assign(new Error('no'), { code: 'EACCES' });
    const means = { readFile: () => Promise.reject(denied) };

    const reading = readCredentials(access, means, { refresh: false, now: NOW });

    await expect(reading).rejects.toThrow(
      `using tokenFile of the kubeconfig: its file ${resolve('/home/reporter/.kube/token')}: EACCES. Put its content into the kubeconfig`,
    );
  });

  test('are read for each run, so that a token that was rotated is found; a token beside them is for when they are gone', async () => {
    const access = parseKubeconfig([
      { path: HOME, text: writeYaml({ user: ['token: fake-old', 'tokenFile: token'] }) },
    ]);
    const contents = ['fake-first\n', 'fake-second\n'];
    const readFile = () => {
      const next = contents.shift();
      return next === undefined ? Promise.reject(new Error('gone')) : Promise.resolve(Buffer.from(next));
    };
    const read = async () =>
      (await readCredentials(access, { readFile }, { refresh: false, now: NOW })).authorization;

    const found = [await read(), await read(), await read()];

    expect(found).toEqual(['Bearer fake-first', 'Bearer fake-second', 'Bearer fake-old']);
  });
});
