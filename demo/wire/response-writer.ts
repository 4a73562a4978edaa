import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';

import { applyFault, type Fault } from './fault.ts';
import type { Answer } from '../api/answers/answer.ts';

const CHUNK_BYTES = 16_384;

/**
 * Sends an answer, or what a fault makes of it. Resolves when all is sent, or when nothing more will ever be.
 * @param connection the TCP connection below TLS: only that can be reset
 * @param now the server's clock, for the `Date` header
 */
export async function writeResponse(
  answer: Answer,
  fault: Fault | undefined,
  response: ServerResponse,
  connection: Socket | undefined,
  now: Date,
): Promise<void> {
  if (fault?.kind === 'hang-before-headers') return;
  if (fault?.kind === 'reset-before-response') {
    connection?.resetAndDestroy();
    return;
  }
  const faulted = applyFault(answer, fault);
  writeHead(faulted.answer, fault, response, now);
  for (const [name, value] of Object.entries(faulted.headers)) response.setHeader(name, value);
  await writeBody(faulted.answer, fault, response, connection);
}

function writeHead(answer: Answer, fault: Fault | undefined, response: ServerResponse, now: Date): void {
  const skew = fault?.kind === 'skewed-date' ? fault.bySeconds * 1000 : 0;
  response.statusCode = answer.status;
  response.setHeader('Cache-Control', 'no-cache, private');
  response.setHeader('Date', new Date(now.getTime() + skew).toUTCString());
  if (answer.contentType !== null) response.setHeader('Content-Type', answer.contentType);
  const isEndless = fault?.kind === 'endless-line' || fault?.kind === 'endless-lines';
  if (!answer.streamed && !isEndless && answer.contentType !== null) {
    response.setHeader('Content-Length', answer.body.length);
  }
}

async function writeBody(
  { body }: Answer,
  fault: Fault | undefined,
  response: ServerResponse,
  connection: Socket | undefined,
): Promise<void> {
  if (fault?.kind === 'endless-line') await send(repeat(Buffer.alloc(CHUNK_BYTES, 'x')), response);
  else if (fault?.kind === 'endless-lines') await send(repeat(Buffer.from(fault.line)), response);
  else if (fault?.kind === 'hang-mid-body') response.write(body.subarray(0, fault.afterBytes));
  else if (fault?.kind === 'reset-mid-body') {
    // Only when the bytes are out: a reset throws away what still waits to be sent.
    response.write(body.subarray(0, fault.afterBytes), () => connection?.resetAndDestroy());
  } else sendWhole(body, response);
}

/** Without waiting for the client: the body is in memory whether it reads or not, and a pipe costs more than a small answer. */
function sendWhole(body: Uint8Array, response: ServerResponse): void {
  for (let start = 0; start < body.length; start += CHUNK_BYTES)
    response.write(body.subarray(start, start + CHUNK_BYTES));
  response.end();
}

/** A client that goes away in mid-body is none of the cluster's business. */
async function send(chunks: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> {
  try {
    await pipeline(Readable.from(chunks), response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}

async function* repeat(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.alloc(Math.max(bytes.length, CHUNK_BYTES - (CHUNK_BYTES % bytes.length)), bytes);
  for (;;) {
    // A response whose client has gone takes every byte: without a turn of the event loop nobody would notice.
    await setImmediate();
    yield chunk;
  }
}
