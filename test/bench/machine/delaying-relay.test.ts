import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRelay } from '../../../bench/machine/delaying-relay.ts';

/** A server that sends back what comes, through a relay that is so far away. */
async function startEcho(roundTripMilliseconds: number) {
  const server = createServer((socket) => void socket.pipe(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the echo has no port');
  const relay = await startRelay({ host: '127.0.0.1', port: address.port, roundTripMilliseconds });
  onTestFinished(() => {
    relay[Symbol.dispose]();
    server.close();
  });
  return relay;
}

describe('a relay that is a round trip away', () => {
  it('gives every byte on in order, and counts it on either side', async () => {
    const relay = await startEcho(2);
    const sent = randomBytes(3_000_000);

    const socket = connect(relay.port, '127.0.0.1');
    socket.end(sent);
    const received = await buffer(socket);

    expect(received.equals(sent)).toBe(true);
    expect(relay.takeTally()).toEqual({ connections: 1, bytes: 2 * sent.length });
    expect(relay.takeTally()).toEqual({ connections: 0, bytes: 0 });
  });

  it('takes a round trip to connect, and another for the answer', async () => {
    const relay = await startEcho(20);
    const start = performance.now();

    const socket = connect(relay.port, '127.0.0.1');
    socket.write('ping');
    await once(socket, 'data');
    const first = performance.now() - start;
    socket.write('ping');
    await once(socket, 'data');
    const second = performance.now() - start - first;
    socket.destroy();

    // At least: a busy machine may take longer, never shorter.
    expect(first).toBeGreaterThanOrEqual(40);
    expect(second).toBeGreaterThanOrEqual(20);
  });

  it('closes the far side when the near one is gone', async () => {
    const relay = await startEcho(0);

    const socket = connect(relay.port, '127.0.0.1');
    socket.write('ping');
    await once(socket, 'data');
    socket.end();

    await expect(once(socket, 'close')).resolves.toEqual([false]);
  });
});
