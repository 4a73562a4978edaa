import type { Run } from '../snapshot/run.ts';

/** Where one report lives: its JSON, which is the truth, and the text rendered from it. */
export interface ReportKeys {
  readonly json: string;
  readonly text: string;
}

/** The most reports that the key layout can tell apart within one second of one target. */
export const MAX_REPORTS_PER_SECOND = 999;

/**
 * `reports/target=<name>/date=YYYY-MM-DD/YYYYMMDDTHHMMSSZ.json`, by the run's slot in UTC.
 * @param place 1 for the first report of its second, 2 for the second, up to `MAX_REPORTS_PER_SECOND`.
 */
export function reportKeys(run: Pick<Run, 'target' | 'slot'>, place = 1): ReportKeys {
  const date = run.slot.slice(0, 'YYYY-MM-DD'.length);
  const stamp = run.slot.replaceAll(/[-:]/g, '');
  return bothFormats(`reports/target=${run.target}/date=${date}/${stamp}${collisionSuffix(place)}`);
}

/** `latest/<name>.json` and `.txt`: full copies of the newest report. */
export function latestKeys(target: string): ReportKeys {
  return bothFormats(`latest/${target}`);
}

/** `_` sorts behind `.`, and the digits have one width, so that the order of keys stays the order of time. */
function collisionSuffix(place: number): string {
  return place === 1 ? '' : `_${String(place).padStart(3, '0')}`;
}

function bothFormats(stem: string): ReportKeys {
  return { json: `${stem}.json`, text: `${stem}.txt` };
}
