import { Readable } from 'node:stream';
import {
  gatherPieces,
  jsonBody,
  renderBody,
  TEXT_TYPE,
  type RenderText,
} from '../../src/archive/objects/body.ts';
import type { Report } from '../../src/archive/store.ts';
import { parseRunFromHead } from '../../src/snapshot/model/run.ts';
import type { Run } from '../../src/snapshot/model/run.ts';

/** A run of the schedule's slot at 19:00 UTC, looked at two seconds later, unless told. */
export function fakeRun(changes: Partial<Run> = {}): Run {
  return {
    id: 'scheduled-2026-11-22T19:00:00Z',
    target: 'trading-bots',
    slot: '2026-11-22T19:00:00Z',
    startedAt: '2026-11-22T19:00:02.125Z',
    ...changes,
  };
}

/** JSON as the reporter writes it: `run` right behind `schemaVersion`, two spaces, one newline at the end. */
export function fakeReport(run: Run, logLines: readonly string[] = ['Starting tuning session']): Buffer {
  const snapshot = { namespace: 'trading-bots', timestamp: run.startedAt, podsLogs: [{ lines: logLines }] };
  return Buffer.from(`${JSON.stringify({ schemaVersion: 1, run, snapshot }, null, 2)}\n`);
}

/** The text of a fake report, a function of its JSON as the real one is. */
export function renderFakeText(json: Buffer): Buffer {
  const run = parseRunFromHead(json);
  if (run === null) throw new Error('no report');
  return Buffer.from(
    `[HEADER]\nTarget: ${run.target}\nRun: ${run.id}\nTimestamp: ${run.startedAt}\nBytes: ${json.length}\n`,
  );
}

/** The same from the pieces of a JSON. */
export async function* renderFakePieces(json: AsyncIterable<Buffer>): AsyncGenerator<string, void, void> {
  yield String(renderFakeText(await gatherPieces(json)));
}

/** The report of a run, or the one that a JSON makes, as the store takes it. */
export function storableReport(json: Buffer, renderText: RenderText = renderFakePieces): Report {
  const body = jsonBody(json);
  return {
    json: body,
    text: async () => await renderBody(TEXT_TYPE, () => renderText(Readable.from([json]))),
    renderText,
  };
}
