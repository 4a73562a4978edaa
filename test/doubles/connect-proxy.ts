import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** One CONNECT that the proxy was asked for. */
interface Tunnel {
  /** `127.0.0.1:41234` */
  readonly target: string;
  /** The header `Proxy-Authorization` as sent. */
  readonly authorization: string | null;
}

/** An HTTP proxy on loopback that knows CONNECT and nothing else, as a kubeconfig's `proxy-url` names one. */
export interface ConnectProxy extends AsyncDisposable {
  /** `http://127.0.0.1:41235` */
  readonly url: string;
  readonly tunnels: readonly Tunnel[];
  readonly close: () => Promise<void>;
}

/**
 * @param refuseWith answers each CONNECT with this status and opens no tunnel: 407, 403, 502
 * Names that end in `.test` it knows for this machine.
 */
export async function startConnectProxy(refuseWith?: number): Promise<ConnectProxy> {
  const tunnels: Tunnel[] = [];
  const open = new Set<Duplex>();
  const server = createServer((request, response) => {
    response.writeHead(501).end(`the proxy double knows CONNECT only, not ${request.method ?? ''}\n`);
  });
  server.on('connection', (socket: Socket) => keep(socket, open));
  server.on('connect', ({ url: target = '', headers }: IncomingMessage, client: Duplex) => {
    tunnels.push({ target, authorization: headers['proxy-authorization'] ?? null });
    if (refuseWith === undefined) openTunnel(target, client, open);
    else client.end(`HTTP/1.1 ${refuseWith} Refused\r\nContent-Length: 0\r\n\r\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { url: `http://127.0.0.1:${address.port}`, tunnels, close, [Symbol.asyncDispose]: close };
}

function openTunnel(target: string, client: Duplex, open: Set<Duplex>): void {
  const { hostname, port } = new URL(`http://${target}`);
  const host = hostname.endsWith('.test') ? '127.0.0.1' : hostname;
  const upstream = connect(Number(port), host, () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.pipe(client).pipe(upstream);
  });
  keep(upstream, open);
  upstream.on('error', () => client.destroy());
  client.on('error', () => upstream.destroy());
}

function keep(socket: Duplex, open: Set<Duplex>): void {
  open.add(socket);
  socket.once('close', () => open.delete(socket));
}
