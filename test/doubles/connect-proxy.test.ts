import { ProxyAgent, request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';

import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { startConnectProxy } from './connect-proxy.ts';

describe('the proxy double', () => {
  it('leads to an embedded cluster, and tells of it', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => new Date('2026-11-22T20:00:00Z') });
    await using proxy = await startConnectProxy();
    const ca = cluster.certificateAuthority.certificate;
    const dispatcher = new ProxyAgent({ uri: proxy.url, token: 'Basic fake', requestTls: { ca } });
    onTestFinished(() => dispatcher.destroy());

    const { statusCode, body } = await request(`${cluster.server}/version`, { dispatcher });

    expect(statusCode).toBe(200);
    expect(await body.json()).toMatchObject({ gitVersion: 'v1.36.2' });
    expect(proxy.tunnels).toEqual([{ target: new URL(cluster.server).host, authorization: 'Basic fake' }]);
  });

  it('refuses to open a tunnel when asked to', async () => {
    await using proxy = await startConnectProxy(407);
    const dispatcher = new ProxyAgent(proxy.url);
    onTestFinished(() => dispatcher.destroy());

    const sent = request('https://127.0.0.1:1/version', { dispatcher });

    await expect(sent).rejects.toThrow('Proxy response (407) !== 200 when HTTP Tunneling');
    expect(proxy.tunnels).toEqual([{ target: '127.0.0.1:1', authorization: null }]);
  });
});
