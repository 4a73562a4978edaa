import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { delayBytes } from './delay-line.ts';

/** What went through a relay since the last count. */
interface RelayTally {
  readonly connections: number;
  /** In both directions, as on the wire: with TLS. */
  readonly bytes: number;
}

export interface Relay extends Disposable {
  readonly port: number;
  readonly takeTally: () => RelayTally;
}

export interface RelayOptions {
  readonly host: string;
  readonly port: number;
  readonly roundTripMilliseconds: number;
}

/**
 * A server that is one round trip away: bytes take half of it each way, and a connection one before its first byte, as TCP's
 * own handshake does; TLS pays for its round trips by itself. There is no loss, and no limit but this machine's to how fast.
 */
export async function startRelay({ host, port, roundTripMilliseconds }: RelayOptions): Promise<Relay> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let bytes = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    connections += 1;
    const delay = {
      milliseconds: roundTripMilliseconds / 2,
      openAt: performance.now() + roundTripMilliseconds,
    };
    const far = connect({ host, port, allowHalfOpen: true, noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('data', (chunk) => (bytes += chunk.length));
      socket.once('close', () => sockets.delete(socket));
    }
    delayBytes(near, far, delay);
    delayBytes(far, near, delay);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    port: address.port,
    takeTally: () => {
      const tally = { connections, bytes };
      [connections, bytes] = [0, 0];
      return tally;
    },
    [Symbol.dispose]: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
