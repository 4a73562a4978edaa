import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { findSignatureFault, type AwsCredentials } from './signature.ts';

export interface AwsAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface AwsServiceOptions {
  readonly service: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** Throws on what it does not know. */
  readonly answer: (request: IncomingMessage, body: string) => AwsAnswer;
  readonly refuseSignature: AwsAnswer;
}

export interface AwsServiceDouble {
  readonly endpoint: string;
  /** Throws when something came in that the double does not know. */
  readonly close: () => Promise<void>;
}

/** A service of AWS on loopback: one endpoint, and nothing without a right signature. */
export async function startAwsService(options: AwsServiceOptions): Promise<AwsServiceDouble> {
  const complaints: string[] = [];
  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown): AwsAnswer => {
        complaints.push(String(error));
        return { status: 500, type: 'text/plain', body: String(error) };
      })
      .then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body))
      .catch((error: unknown) => complaints.push(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  const endpoint = `http://127.0.0.1:${address.port}`;

  async function answer(request: IncomingMessage): Promise<AwsAnswer> {
    const body = await buffer(request);
    const { method = '', url = '', headers } = request;
    if (method !== 'POST' || url !== '/') throw new Error(`the double knows no ${method} ${url}`);
    const fault = findSignatureFault({ method, url: new URL(endpoint), headers, body }, options);
    return fault === null ? options.answer(request, body.toString('utf8')) : options.refuseSignature;
  }

  return {
    endpoint,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
    },
  };
}
