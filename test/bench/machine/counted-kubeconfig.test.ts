import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planCountedWay } from '../../../bench/machine/counted-kubeconfig.ts';

function writeKubeconfig(cluster: object): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'prod',
    clusters: [
      { name: 'other', cluster: { server: 'https://other.example.com' } },
      { name: 'blue', cluster },
    ],
    contexts: [{ name: 'prod', context: { cluster: 'blue', user: 'me' } }],
    users: [{ name: 'me', user: { token: 'fake-token' } }],
  });
}

describe('the way to a cluster through a relay that counts', () => {
  it.each([
    ['a name', 'https://api.example.com/k8s/c-1', 'api.example.com', 443, 'api.example.com'],
    ['a number', 'https://10.0.0.1:6443', '10.0.0.1', 6443, 'kubernetes.default.svc'],
    ['an IPv6 number', 'https://[fd00::1]:6443', 'fd00::1', 6443, 'kubernetes.default.svc'],
  ])('asks for the certificate of a server called by %s', (_, server, host, port, name) => {
    const way = planCountedWay(writeKubeconfig({ server, 'certificate-authority-data': 'Q0E=' }));
    const through: unknown = parse(way.goThrough(41_234));

    expect(way).toMatchObject({ host, port });
    expect(through).toMatchObject({
      clusters: [
        { cluster: { server: 'https://other.example.com' } },
        {
          cluster: {
            server: `https://127.0.0.1:41234${new URL(server).pathname}`,
            'tls-server-name': name,
            'certificate-authority-data': 'Q0E=',
          },
        },
      ],
      users: [{ name: 'me', user: { token: 'fake-token' } }],
    });
  });

  it('keeps the name that a kubeconfig asks for by itself', () => {
    const way = planCountedWay(writeKubeconfig({ server: 'https://10.0.0.1', 'tls-server-name': 'api' }));

    expect(way.goThrough(1)).toContain('tls-server-name: api');
  });

  it('needs none on loopback, where the relay is as well', () => {
    const way = planCountedWay(writeKubeconfig({ server: 'https://127.0.0.1:6443' }));

    expect(way.goThrough(1)).not.toContain('tls-server-name');
  });
});
