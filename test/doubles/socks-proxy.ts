import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A SOCKS5 proxy on loopback that asks nobody who he is and knows CONNECT only, to this machine. https://www.rfc-editor.org/rfc/rfc1928 */
export interface SocksProxy extends AsyncDisposable {
  /** `socks5://127.0.0.1:41236` */
  readonly url: string;
  /** `127.0.0.1:41234`, as each connection asked for it. */
  readonly targets: readonly string[];
}

const IPV4 = 1;
const DOMAIN = 3;
const IPV6 = 4;

/** @param refuseWith answers each CONNECT with this reply and opens no connection: 2 not allowed, 5 refused */
export async function startSocksProxy(refuseWith?: number): Promise<SocksProxy> {
  const targets: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    keep(client, open);
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (request) => {
        const { host, port } = readTarget(request);
        targets.push(`${host}:${port}`);
        if (refuseWith !== undefined) {
          client.end(Buffer.from([5, refuseWith, 0, IPV4, 0, 0, 0, 0, 0, 0]));
          return;
        }
        // The clusters of the tests are there under each of its names.
        const upstream = connect(port, host === '[::1]' ? '127.0.0.1' : host, () => {
          client.write(Buffer.from([5, 0, 0, IPV4, 0, 0, 0, 0, 0, 0]));
          upstream.pipe(client).pipe(upstream);
        });
        keep(upstream, open);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    url: `socks5://127.0.0.1:${address.port}`,
    targets,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function readTarget(request: Buffer): { readonly host: string; readonly port: number } {
  const kind = request[3];
  if (request[0] !== 5 || request[1] !== 1) throw new Error('the proxy double knows CONNECT of SOCKS5 only');
  if (kind === IPV4) return { host: [...request.subarray(4, 8)].join('.'), port: request.readUInt16BE(8) };
  if (kind === IPV6) {
    const groups = Array.from({ length: 8 }, (_, index) => request.readUInt16BE(4 + 2 * index).toString(16));
    return { host: new URL(`http://[${groups.join(':')}]/`).hostname, port: request.readUInt16BE(20) };
  }
  const length = request[4] ?? 0;
  if (kind !== DOMAIN) throw new Error(`the proxy double knows no address of kind ${kind}`);
  return { host: request.toString('latin1', 5, 5 + length), port: request.readUInt16BE(5 + length) };
}

function keep(socket: Socket, open: Set<Socket>): void {
  open.add(socket);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => open.delete(socket));
}
