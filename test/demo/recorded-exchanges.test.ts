import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

import { startEmbeddedCluster, type EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { send } from './cluster-client.ts';

// Every exchange with the real cluster, in the order in which it was recorded. No server-generated value is excepted:
// resource versions and continue tokens come out as they were recorded too.

const exchangeSchema = z.object({
  as: z.enum(['reporter', 'reporter-no-logs', 'reporter-jobs-only', 'invalid', 'anonymous']),
  method: z.string(),
  path: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown().optional(),
  bodyBase64: z.string().optional(),
  note: z.string().optional(),
});

type Exchange = z.infer<typeof exchangeSchema>;

/** When the embedded cluster, at one revision a second, has the revision of the exchange: 1329, then 1346, then 1417. */
interface Moment {
  readonly seconds: number;
  readonly from: number;
}

const MOMENTS: readonly Moment[] = [
  { seconds: 88, from: 73 },
  { seconds: 17, from: 70 },
  { seconds: 0, from: 0 },
];

const FIXTURE = new URL('../fixtures/recorded-exchanges.jsonl', import.meta.url);
const exchanges = readFileSync(FIXTURE, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line, index) => ({ exchange: exchangeSchema.parse(JSON.parse(line)), index }))
  .map(({ exchange, index }) => ({ ...exchange, index, title: nameExchange(exchange, index) }));

describe('the embedded cluster answers as the recorded one did', () => {
  const start = new Date('2026-11-22T20:00:00Z');
  const clock = { now: start };
  let cluster: EmbeddedCluster;

  beforeAll(async () => {
    cluster = await startEmbeddedCluster({
      now: () => clock.now,
      movement: 'recorded',
      // In the recording the first revision was compacted before the last moment.
      continueTokenSeconds: 60,
    });
  });

  afterAll(() => cluster.close());

  it('to 75 requests', () => {
    expect(exchanges).toHaveLength(75);
  });

  it.each(exchanges)('$title', async (exchange) => {
    const seconds = MOMENTS.find(({ from }) => exchange.index >= from)?.seconds ?? 0;
    clock.now = new Date(start.getTime() + seconds * 1000);

    const received = await send(cluster, exchange.path, exchange.as, { method: exchange.method });

    expect(received.status).toBe(exchange.status);
    expect(received.headers).toMatchObject(lowerNames(exchange.headers));
    expect(readBody(exchange, received.body)).toStrictEqual(expectedBody(exchange));
  });
});

function nameExchange({ as, status, path, note }: Exchange, index: number): string {
  return `${index}: ${status} to ${as} for ${path.slice(0, 150)}${note === undefined ? '' : ` (${note})`}`;
}

function lowerNames(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Text as base64, byte for byte. JSON as text too, so that the order of keys counts as it does for a report's reader. */
function readBody({ headers }: Exchange, body: Buffer): unknown {
  return headers['Content-Type'] === 'application/json'
    ? JSON.stringify(JSON.parse(body.toString()), null, 1).split('\n')
    : body.toString('base64');
}

function expectedBody({ headers, body, bodyBase64 }: Exchange): unknown {
  if (headers['Content-Type'] === 'application/json') return JSON.stringify(body, null, 1).split('\n');
  return bodyBase64 ?? Buffer.from(z.string().parse(body)).toString('base64');
}
