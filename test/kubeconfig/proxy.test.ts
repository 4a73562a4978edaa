import { describe, expect, test } from 'vitest';
import { parseKubeconfig } from '../../src/kubeconfig/file/access.ts';
import { findProxy } from '../../src/kubeconfig/proxy.ts';
import { writeYaml } from '../doubles/kubeconfig-text.ts';

const PROXY = 'http://proxy.example:3128';

function findWay(server: string, env: Readonly<Record<string, string>>, lines: readonly string[] = []) {
  const access = parseKubeconfig(writeYaml({ cluster: [`server: ${server}`, ...lines] }));
  const proxy = findProxy(access, env);
  return proxy === null ? 'straight' : `${proxy.url.href} by ${proxy.setting}`;
}

describe('the proxy to a cluster', () => {
  test.each([
    [{}, 'straight'],
    [{ HTTPS_PROXY: '' }, 'straight'],
    [{ HTTPS_PROXY: PROXY }, `${PROXY}/ by HTTPS_PROXY`],
    [{ https_proxy: PROXY }, `${PROXY}/ by https_proxy`],
    [{ HTTPS_PROXY: PROXY, https_proxy: 'http://other.example' }, `${PROXY}/ by HTTPS_PROXY`],
    [{ HTTP_PROXY: PROXY, ALL_PROXY: PROXY }, 'straight'],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, `${PROXY}/ by HTTPS_PROXY`],
    [{ HTTPS_PROXY: 'socks5h://proxy.example' }, 'socks5://proxy.example by HTTPS_PROXY'],
    [{ HTTPS_PROXY: 'ftp://proxy.example' }, 'straight'],
  ])('is that of the environment, as Go reads it: %j', (env, way) => {
    expect(findWay('https://cluster.example:6443', env)).toBe(way);
  });

  test('is the one of the kubeconfig before that of the environment, whatever NO_PROXY says', () => {
    const env = { HTTPS_PROXY: PROXY, NO_PROXY: '*' };

    const way = findWay('https://cluster.example', env, ['proxy-url: socks5://own.example:1080']);

    expect(way).toBe('socks5://own.example:1080 by proxy-url');
  });

  // https://github.com/golang/net/blob/v0.46.0/http/httpproxy/proxy_test.go and client-go's, which knows networks as well
  test.each([
    ['https://localhost:6443', '', true],
    ['https://127.0.0.1:6443', '', true],
    ['https://127.4.5.6:6443', '', true],
    ['https://[::1]:6443', '', true],
    ['https://localhost.example', '', false],
    ['https://cluster.example', '*', true],
    ['https://cluster.example', ' other.example , cluster.example ', true],
    ['https://api.cluster.example', 'cluster.example', true],
    ['https://api.cluster.example', '.cluster.example', true],
    ['https://api.cluster.example', '*.cluster.example', true],
    ['https://cluster.example', '.cluster.example', false],
    ['https://cluster.example', '*.cluster.example', false],
    ['https://notcluster.example', 'cluster.example', false],
    ['https://CLUSTER.example', 'Cluster.Example', true],
    ['https://cluster.example:6443', 'cluster.example:6443', true],
    ['https://cluster.example', 'cluster.example:443', true],
    ['https://cluster.example:6443', 'cluster.example:443', false],
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://10.1.2.3:6443', '10.1.2.3:443', false],
    ['https://10.1.2.30', '10.1.2.3', false],
    ['https://[fd00::5]', 'fd00::/8', true],
    ['https://[fd00::5]', 'fd00::5', true],
    ['https://[fd00::5]:6443', '[fd00::5]:6443', true],
    ['https://[fd00::5]', '10.0.0.0/8', false],
    ['https://cluster.example', '10.0.0.0/8,,:443,/,10.0.0.0/99', false],
  ])('is not gone by to %s with NO_PROXY "%s": %s', (server, except, isStraight) => {
    const way = findWay(server, { HTTPS_PROXY: PROXY, NO_PROXY: except });

    expect(way).toBe(isStraight ? 'straight' : `${PROXY}/ by HTTPS_PROXY`);
  });

  test('of plain http is HTTP_PROXY, but not where a stranger may have set it', () => {
    const yaml = writeYaml({ cluster: ['server: http://cluster.example:8080'], user: ['{}'] });
    const access = parseKubeconfig(yaml);

    const ways = [{ HTTP_PROXY: PROXY }, { HTTP_PROXY: PROXY, REQUEST_METHOD: 'GET' }].map((env) =>
      findProxy(access, env),
    );

    expect(ways.map((way) => way?.setting ?? null)).toEqual(['HTTP_PROXY', null]);
  });
});
