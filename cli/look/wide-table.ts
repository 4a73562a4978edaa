import { wrapLine } from '../../src/report/characters/wrap.ts';
import { foldMessage } from '../../src/report/characters/visible.ts';
import { wordCompleteness } from '../../src/report/text/completeness.ts';
import { isWhole, wasSeen } from '../../src/snapshot/model/completeness.ts';
import { countNoun } from '../../src/snapshot/model/counted-noun.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import { listJobColumns } from './job-table.ts';
import type { Palette, Style } from '../terminal/palette.ts';
import { renderTable } from '../terminal/table.ts';

export interface WideOptions {
  /** Null: nothing is cut and nothing is wrapped. */
  readonly width: number | null;
  readonly palette: Palette;
}

/** A snapshot as a line a Job, with what was not seen below. */
export function renderWide(target: string, snapshot: K8sMonitorSnapshot, options: WideOptions): string {
  const { jobs, namespace, timestamp } = snapshot;
  const { width, palette } = options;
  const rows = jobs.map((job) => ({ target, job, timestamp }));
  const columns = listJobColumns({ hasTargets: false, hasNamespaces: namespace === '', width });
  const table = rows.length === 0 ? '' : renderTable(columns, rows, { width, palette });
  return `${table}${renderSeen(snapshot, options)
    .map((line) => `${line}\n`)
    .join('')}`;
}

const VERDICT_STYLES: Readonly<Record<K8sMonitorSnapshot['completeness']['verdict'], Style>> = {
  COMPLETE: 'good',
  PARTIAL: 'doubtful',
  EMPTY: 'bad',
};

/** What was seen and what was not: `29 Jobs: 6 FAILED, …`, the verdict, and each error. */
export function renderSeen(snapshot: K8sMonitorSnapshot, { width, palette }: WideOptions): readonly string[] {
  const { completeness, errors } = snapshot;
  const { verdict } = completeness;
  const wrap = (line: string) => (width === null ? [line] : wrapLine(line, width));
  const paint = (style: Style) => (line: string) => palette(style, line);
  return [
    ...wrap(wordJobs(snapshot)),
    ...wrap(wordCompleteness(completeness) ?? verdict).map(paint(VERDICT_STYLES[verdict])),
    ...errors.flatMap((error) => wrap(foldMessage(error)).map(paint('bad'))),
  ];
}

const NO_JOBS = 'No Job matches. A namespace that does not exist answers the same: is its name right?';

/** Only a whole list tells how many there are. */
function wordJobs({ jobs, completeness }: K8sMonitorSnapshot): string {
  if (!wasSeen(completeness.jobs)) return 'Jobs: not known';
  if (jobs.length === 0 && isWhole(completeness.jobs)) return NO_JOBS;
  const phases = Map.groupBy(jobs, (job) => job.phase);
  const counts = [...phases].map(([phase, those]) => `${those.length} ${phase}`);
  const seen = `${countNoun(jobs.length, 'Job')}${isWhole(completeness.jobs) ? '' : ' seen'}`;
  return counts.length === 0 ? seen : `${seen}: ${counts.join(', ')}`;
}
