import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';

import type { CertificateAuthority } from './certificate-authority.ts';

/** One request, its response, and the TCP connection below TLS that both are on. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly connection: Connection | undefined;
}

interface Connection {
  /** Counted from 1, in the order of arrival. */
  readonly number: number;
  /** Only this socket can be reset; the one of TLS above it cannot. */
  readonly socket: Socket;
}

export interface TlsListener {
  readonly url: string;
  readonly countConnections: () => number;
  readonly close: () => Promise<void>;
}

/** Longer than any test, so that it is never the server that closes an idle connection; the API server waits as long. */
const KEEP_ALIVE_MILLISECONDS = 90_000;

/** HTTPS on 127.0.0.1. It asks for a client certificate and takes a connection without one, as the API server does. */
export async function startTlsListener(
  authority: CertificateAuthority,
  port: number,
  handle: (exchange: Exchange) => Promise<void>,
): Promise<TlsListener> {
  const { certificate, key } = await authority.issueServerCertificate();
  const server = createServer({
    cert: certificate,
    key,
    ca: authority.certificate,
    requestCert: true,
    rejectUnauthorized: false,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
  });
  // By the port of the far end: a TLS socket tells nothing else of the socket below it.
  const open = new Map<number | undefined, Connection>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    count += 1;
    open.set(remotePort, { number: count, socket });
    socket.once('close', () => open.delete(remotePort));
  });
  server.on('request', (request, response) => {
    const exchange = { request, response, connection: open.get(request.socket.remotePort) };
    handle(exchange).catch((error: unknown) => tellFailure(error, response));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${readPort(server.address())}`,
    countConnections: () => count,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const { socket } of open.values()) socket.destroy();
      await closed;
    },
  };
}

function readPort(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return address.port;
}

/** A bug of the cluster itself, or of a test's `faults`: whoever reads the response shall see which. */
function tellFailure(error: unknown, response: ServerResponse): void {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`the embedded cluster failed: ${why}\n`);
}
