import pLimit from 'p-limit';
import { DEFAULT_LIMITS } from '../../src/cluster/limits.ts';
import { openWire, type Wire } from '../machine/wire.ts';
import { LineCount } from './line-count.ts';
import { readPaths } from './row-order.ts';
import { reportWork } from './row-report.ts';

/** In the list's metadata, which the API server writes before the items. */
const CONTINUE = /"continue":"([^"]+)"/;
const CONTINUE_BYTES = 4096;

/**
 * What the wire alone costs: the URLs that our own run asked for, as bare GETs on as many connections, each body read and
 * thrown away. Pages follow each other, and logs follow the lists, as any program must that is not told their names.
 */
void reportWork(async (order) => {
  const { connections } = DEFAULT_LIMITS.connection;
  const wire = await openWire(order.kubeconfig, connections);
  const paths = readPaths(order);
  const lists = paths.filter((path) => !isLog(path) && !path.includes('&continue='));
  await Promise.all(lists.map((path) => readPages(wire, path)));
  const limit = pLimit(connections);
  const lines = await limit.map(paths.filter(isLog), (path) => countLines(wire, path));
  await wire.close();
  return { lines: lines.reduce((sum, count) => sum + count, 0) };
});

function isLog(path: string): boolean {
  return path.includes('/log?');
}

async function readPages(wire: Wire, path: string): Promise<void> {
  for (let token: string | null = ''; token !== null;) {
    const { body } = await wire.get(token === '' ? path : `${path}&continue=${encodeURIComponent(token)}`);
    let start = '';
    for await (const chunk of bytesOf(body))
      if (start.length < CONTINUE_BYTES) start += Buffer.from(chunk).toString('latin1');
    token = CONTINUE.exec(start)?.[1] ?? null;
  }
}

async function countLines(wire: Wire, path: string): Promise<number> {
  const { statusCode, body } = await wire.get(path);
  const count = new LineCount();
  for await (const chunk of bytesOf(body)) if (statusCode === 200) count.add(chunk);
  return count.lines;
}

/** A body's chunks have no type of their own. */
function bytesOf(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return body;
}
