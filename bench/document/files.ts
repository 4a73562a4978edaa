import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coldStart } from '../cold/start.ts';
import { renderColdStart } from '../cold/table.ts';
import { chartComparison } from '../compare/chart.ts';
import { renderComparison } from '../compare/table.ts';
import { comparison } from '../compare/comparison.ts';
import { fillSections } from './document.ts';
import { chartMemory, chartTime } from '../scale/chart.ts';
import { renderScale } from '../scale/table.ts';
import { scale } from '../scale/scale.ts';

/** The files of `docs/` that are made from the results beside them, by path below it. */
export async function renderDocumentFiles(docs: string): Promise<ReadonlyMap<string, string>> {
  const readJson = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(docs, 'bench', name), 'utf8'));
  const [compared, scaled, cold] = [
    comparison.parse(await readJson('comparison.json')),
    scale.parse(await readJson('scale.json')),
    coldStart.parse(await readJson('cold.json')),
  ];
  const sections = {
    comparison: renderComparison(compared),
    scale: renderScale(scaled),
    cold: renderColdStart(cold),
  };
  return new Map([
    ['bench.md', fillSections(await readFile(join(docs, 'bench.md'), 'utf8'), sections)],
    ['bench/comparison.svg', chartComparison(compared)],
    ['bench/time.svg', chartTime(scaled)],
    ['bench/memory.svg', chartMemory(scaled)],
  ]);
}
