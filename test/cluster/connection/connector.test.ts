import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ClusterConnector } from '../../../src/cluster/connection/connector.ts';

interface Listener {
  readonly server: Server;
  readonly port: string;
  readonly taken: readonly Socket[];
}

async function listen(): Promise<Listener> {
  const taken: Socket[] = [];
  const server = createServer((socket) => {
    socket.resume();
    taken.push(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  onTestFinished(() => {
    for (const socket of taken) socket.destroy();
    server.close();
  });
  return { server, port: String(address.port), taken };
}

function connect(connector: ClusterConnector, port: string): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  connector.connect({ hostname: '127.0.0.1', protocol: 'http:', port }, (error, socket) =>
    error === null ? resolve(socket) : reject(error),
  );
  return promise;
}

describe('connections to a cluster', () => {
  test('that are opened ahead are those that are asked for then, and are not more than wanted in all', async () => {
    const { server, port, taken } = await listen();
    const connector = new ClusterConnector({});
    const first = await connect(connector, port);

    connector.openAhead(3);
    while (taken.length < 3) await once(server, 'connection');
    const second = await connect(connector, port);
    connector.openAhead(3);
    const third = await connect(connector, port);

    expect(taken).toHaveLength(3);
    expect(new Set([first, second, third]).size).toBe(3);
    for (const socket of [first, second, third]) socket.destroy();
  });

  test('that nobody has asked for end with the connector', async () => {
    const { server, port, taken } = await listen();
    const connector = new ClusterConnector({});
    const asked = await connect(connector, port);
    connector.openAhead(2);
    while (taken.length < 2) await once(server, 'connection');
    const gone = once(taken[1] ?? server, 'close');

    connector.close();

    await gone;
    expect(asked.destroyed).toBe(false);
    asked.destroy();
  });

  test('that broke before they were asked for are opened anew', async () => {
    const { server, port, taken } = await listen();
    const connector = new ClusterConnector({});
    const first = await connect(connector, port);
    connector.openAhead(2);
    while (taken.length < 2) await once(server, 'connection');
    taken[1]?.resetAndDestroy();
    await once(taken[1] ?? server, 'close');

    const second = await connect(connector, port);

    expect(second.destroyed).toBe(false);
    for (const socket of [first, second]) socket.destroy();
  });

  test('tell how far the server is, and a failure to whoever asked', async () => {
    const { server, port } = await listen();
    const connector = new ClusterConnector({});
    const before = connector.quickestMilliseconds;
    const socket = await connect(connector, port);
    socket.destroy();
    server.close();

    const failed = connect(connector, port);

    await expect(failed).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(before).toBeNull();
    expect(connector.quickestMilliseconds).toBeGreaterThan(0);
  });
});
