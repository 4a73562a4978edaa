import { markCuts, measureLines, type KeptLog } from '../../../src/snapshot/logs/kept-log.ts';

/** A log as a report tells it, when there is nothing to mask in it. */
export function describeKept(kept: KeptLog) {
  const texts = kept.lines.map(({ text }) => text);
  return { lines: markCuts(kept, texts), ...measureLines(kept), notice: kept.notice };
}

export type DescribedLog = ReturnType<typeof describeKept>;
