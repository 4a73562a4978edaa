import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { Pool } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readText, skipBody } from '../../../src/cluster/get/answer.ts';
import { sendGet } from '../../../src/cluster/get/exchange.ts';
import { startSilentServer } from '../../doubles/silent-server.ts';

const LOG = { path: '/log', headers: {} };
const never = () => new AbortController().signal;

/** A server on loopback and a pool of connections to it, gone when the test ends. */
async function openPool(answer: RequestListener): Promise<{ readonly pool: Pool; readonly server: Server }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  const pool = new Pool(`http://127.0.0.1:${address.port}`);
  onTestFinished(async () => {
    await pool.destroy();
    server.close();
  });
  return { pool, server };
}

describe('a GET', () => {
  test('is read with what the answer says before its body', async () => {
    const { pool } = await openPool((_request, response) => {
      response.writeHead(429, { 'retry-after': '7', date: 'Sun, 22 Nov 2026 19:00:00 GMT' });
      response.end('slow down');
    });

    const said = await sendGet(pool, LOG, never(), (head) => readText((text) => ({ ...head, text })));

    expect(said).toEqual({
      status: 429,
      date: 'Sun, 22 Nov 2026 19:00:00 GMT',
      retryAfter: '7',
      encoding: null,
      location: null,
      text: 'slow down',
    });
  });

  test('passes over what only announces an answer', async () => {
    const { pool } = await openPool((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.end('the answer');
    });

    const said = await sendGet(pool, LOG, never(), ({ status }) => readText((text) => [status, text]));

    expect(said).toEqual([200, 'the answer']);
  });

  test('ends as soon as its reader has enough, and leaves no connection behind', async () => {
    const { pool, server } = await openPool((_request, response) => {
      response.write('a log that never ends');
    });
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    server.once('connection', (socket: Socket) => socket.once('close', () => resolve()));

    const said = await sendGet(pool, LOG, never(), () => skipBody);

    expect(said).toBeUndefined();
    await closed;
  });

  test('is given up for the reason that its reader throws', async () => {
    const { pool } = await openPool((_request, response) => {
      response.write('x');
    });
    const why = new Error('not what was asked for');
    const refuse = () => {
      throw why;
    };

    const whileOpening = sendGet(pool, LOG, never(), refuse);
    const whileReading = sendGet(pool, LOG, never(), () => ({ push: refuse, end: refuse }));

    await expect(whileOpening).rejects.toBe(why);
    await expect(whileReading).rejects.toBe(why);
  });

  test('ends at once when its signal aborts: before it is sent, while it waits for a connection, and in the middle', async () => {
    await using silent = await startSilentServer();
    const stuck = new Pool(silent.url);
    onTestFinished(async () => await stuck.destroy());
    const { pool } = await openPool((_request, response) => {
      response.write('x');
    });
    const stop = new AbortController();
    const arrived = Promise.withResolvers<void>();
    const middle = sendGet(pool, LOG, stop.signal, () => ({
      push: () => {
        arrived.resolve();
        return 'more';
      },
      end: () => 'whole',
    }));
    const connecting = sendGet(stuck, LOG, stop.signal, () => skipBody);
    await arrived.promise;

    stop.abort(new Error('Ctrl+C'));

    await expect(middle).rejects.toThrow('Ctrl+C');
    await expect(connecting).rejects.toThrow('Ctrl+C');
    await expect(sendGet(pool, LOG, stop.signal, () => skipBody)).rejects.toThrow('Ctrl+C');
  });
});
