import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { readConnectionFailure } from '../get/network-failure.ts';

/** The addresses of a server's name. Rejects with a `ClusterFailure`. */
export async function resolveServer(server: URL): Promise<readonly string[]> {
  try {
    const found = await lookup(readHost(server), { all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    throw readConnectionFailure(error, server.href);
  }
}

/** Opens a TCP connection to a server and ends it; nothing is sent. Rejects with a `ClusterFailure`. */
export async function reachServer(server: URL, milliseconds: number, signal: AbortSignal): Promise<void> {
  const port = Number(server.port === '' ? (server.protocol === 'http:' ? 80 : 443) : server.port);
  const socket = connect({ host: readHost(server), port });
  const deadline = AbortSignal.timeout(milliseconds);
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, deadline]) });
  } catch (error) {
    throw readConnectionFailure(deadline.aborted ? timedOut() : error, server.href);
  } finally {
    socket.destroy();
  }
}

/** As undici tells it: one wording for what is the same. */
function timedOut(): Error {
  return Object.assign(new Error('connect timeout'), { code: 'UND_ERR_CONNECT_TIMEOUT' });
}

/** A URL writes an IPv6 address in brackets; sockets take it without. */
function readHost(server: URL): string {
  return server.hostname.replace(/^\[|\]$/g, '');
}
