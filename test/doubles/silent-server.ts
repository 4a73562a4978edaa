import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** Takes every TCP connection and never says a word: a TLS handshake with it hangs. */
export interface SilentServer extends AsyncDisposable {
  /** `https://127.0.0.1:41236` */
  readonly url: string;
  readonly countConnections: () => number;
  readonly close: () => Promise<void>;
}

export async function startSilentServer(): Promise<SilentServer> {
  const open: Socket[] = [];
  const server = createServer((socket) => {
    // Read and thrown away: a client that gives up is then seen to go.
    socket.resume();
    socket.on('error', () => socket.destroy());
    open.push(socket);
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
  return {
    url: `https://127.0.0.1:${address.port}`,
    countConnections: () => open.length,
    close,
    [Symbol.asyncDispose]: close,
  };
}
