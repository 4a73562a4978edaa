import { latestKeys, reportKeys } from '../../src/archive/objects/keys.ts';

/** `reports/` and `latest/`, from the one place that lays out keys. */
export const REPORTS_PREFIX = firstPart(reportKeys({ target: 'any', slot: '2026-01-01T00:00:00Z' }).json);
export const LATEST_PREFIX = firstPart(latestKeys('any').json);

function firstPart(key: string): string {
  return key.slice(0, key.indexOf('/') + 1);
}
