import { readFile } from 'node:fs/promises';
import { median } from 'd3-array';
import { Pool, type Dispatcher } from 'undici';
import { readCredentials } from '../../src/kubeconfig/user/credentials.ts';
import { basePath } from '../../src/cluster/connection/session.ts';
import { parseKubeconfig } from '../../src/kubeconfig/file/access.ts';

/** Bare GETs of a cluster: no retry, no limit, no look at what is asked. */
export interface Wire {
  readonly get: (path: string) => Promise<Dispatcher.ResponseData>;
  readonly close: () => Promise<void>;
}

/** Kept connections with the kubeconfig's own TLS, as our client makes them. */
export async function openWire(kubeconfig: string, connections: number): Promise<Wire> {
  const access = parseKubeconfig(await readFile(kubeconfig, 'utf8'));
  const means = { readFile: async (path: string) => await readFile(path) };
  const now = new Date();
  const { ca, certificate, key, authorization } = await readCredentials(access, means, {
    refresh: false,
    now,
  });
  const servername = access.cluster['tls-server-name'] ?? '';
  const connect = {
    ...(ca === null ? {} : { ca }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key }),
    ...(servername === '' ? {} : { servername }),
  };
  const pool = new Pool(access.server.origin, { connections, connect });
  const base = basePath(access.server);
  const headers = { accept: 'application/json, */*', ...(authorization === null ? {} : { authorization }) };
  return {
    get: (path) => pool.request({ path: `${base}${path}`, method: 'GET', headers }),
    close: () => pool.destroy(),
  };
}

const PINGS = 15;

/** Milliseconds of a small GET on an open connection, the median of some. */
export async function measureRoundTrip(kubeconfig: string): Promise<number> {
  const wire = await openWire(kubeconfig, 1);
  const times: number[] = [];
  for (let ping = 0; ping < PINGS; ping += 1) {
    const start = performance.now();
    const { body } = await wire.get('/version');
    await body.dump();
    times.push(performance.now() - start);
  }
  await wire.close();
  return median(times.slice(1)) ?? Number.NaN;
}
