import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { bareHost } from '../../kubeconfig/proxy.ts';
import { readConnectionFailure } from '../get/network-failure.ts';

/** The addresses of a server's name. Rejects with a `ClusterFailure`. */
export async function resolveServer(server: URL): Promise<readonly string[]> {
  try {
    const found = await lookup(bareHost(server), { all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    throw readConnectionFailure(error, server.href);
  }
}

/** Opens a TCP connection to a server and ends it; nothing is sent. Rejects with a `ClusterFailure`. */
export async function reachServer(server: URL, milliseconds: number, signal: AbortSignal): Promise<void> {
  const port = Number(server.port === '' ? (server.protocol === 'http:' ? 80 : 443) : server.port);
  const socket = connect({ host: bareHost(server), port });
  const deadline = AbortSignal.timeout(milliseconds);
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, deadline]) });
  } catch (error) {
    throw readConnectionFailure(deadline.aborted ? connectTimeout() : error, server.href);
  } finally {
    socket.destroy();
  }
}

/** As undici tells it: one wording for what is the same. */
export function connectTimeout(): Error {
  return Object.assign(new Error('connect timeout'), { code: 'UND_ERR_CONNECT_TIMEOUT' });
}
