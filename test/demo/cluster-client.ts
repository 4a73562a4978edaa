import { request, type RequestOptions } from 'node:https';

import { tokenOf, type Caller } from '../../demo/api/access-rules.ts';
import type { EmbeddedCluster } from '../../demo/embedded-cluster.ts';

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** One request on a connection of its own, checked against the cluster's CA. Rejects when the response breaks off. */
export function send(
  cluster: EmbeddedCluster,
  path: string,
  as: Caller,
  options: RequestOptions = {},
): Promise<Received> {
  const headers = as === 'anonymous' ? {} : { authorization: `Bearer ${tokenOf(as)}` };
  const ca = cluster.certificateAuthority.certificate;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${cluster.server}${path}`,
      { ca, agent: false, headers, ...options },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

export async function readText(
  cluster: EmbeddedCluster,
  path: string,
  as: Caller = 'reporter',
): Promise<string> {
  return (await send(cluster, path, as)).body.toString();
}

export async function readJson(
  cluster: EmbeddedCluster,
  path: string,
  as: Caller = 'reporter',
): Promise<unknown> {
  return JSON.parse(await readText(cluster, path, as));
}
