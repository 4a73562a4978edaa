import { describe, expect, test } from 'vitest';
import { readServer } from '../../../src/kubeconfig/file/server.ts';

const read = (path: string) => readServer(`https://cluster.example${path}`, 'its server', { token: 'fake' });

describe('the server of a kubeconfig', () => {
  test.each([
    '/api/v1/namespaces/vault/services/https:vault:8200/proxy',
    '/api/v1/namespaces/trading-bots/pods/bot-1/proxy/admin',
    '/api/v1/nodes/node-1/proxy/run',
    '/k8s/clusters/c-1/api/v1/namespaces/x/services/y/proxy/',
    '/api/endpoints/1/kubernetes/api/v1/namespaces/x/services/y/proxy',
    '/apis/metrics.k8s.io/v1beta1',
    '/apis',
    '/api',
    '/api/v1',
    '/API/V1/nodes',
    '//api///v1',
    '/x/../api/v1',
    '/x/%2e%2e/api/v1',
    '/%61pi/v1',
    '/%61pis/x',
  ])('may not reach into the API: %s', (path) => {
    expect(() => read(path)).toThrow(
      'reading the kubeconfig: its server has a path that reaches into the API. Give the address below which /api and /apis are, and no more',
    );
  });

  test.each(['/a%2fapi/v1', '/k8s%5c..', '/%252e', '/%00', '/x%0d%0ay', '/%7f'])(
    'may not be read in two ways: %s',
    (path) => {
      expect(() => read(path)).toThrow(
        'reading the kubeconfig: its server has a path with encoded characters. Give the address below which /api and /apis are, and no more',
      );
    },
  );

  test.each([
    '',
    '/',
    '/k8s/clusters/c-1',
    '/api/endpoints/1/kubernetes',
    '/v1/projects/1/locations/global/gkeMemberships/prod',
    '/kubernetes/project/p-1/virtualcluster/vc%20one',
    '/apiserver',
  ])('may live below a path: %s', (path) => {
    expect(read(path).pathname).toBe(path === '' ? '/' : path);
  });
});
