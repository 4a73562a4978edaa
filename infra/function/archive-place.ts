import { latestKeys, reportKeys } from '../../src/archive/objects/keys.ts';

/** `reports/` and `latest/`, from the one place that lays out keys. */
const REPORTS = firstPart(reportKeys({ target: 'any', slot: '2026-01-01T00:00:00Z' }).json);
const LATEST = firstPart(latestKeys('any').json);

/** Where in its bucket an archive lies. */
export interface ArchivePlace {
  /** `team-a/`, or nothing. */
  readonly prefix: string;
  /** What is written once: `team-a/reports/`. */
  readonly reports: string;
  /** What moves: `team-a/latest/`. */
  readonly latest: string;
}

/** @param prefix as a person writes it, without a slash behind it. */
export function locateArchive(prefix = ''): ArchivePlace {
  const before = prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/`;
  return { prefix: before, reports: `${before}${REPORTS}`, latest: `${before}${LATEST}` };
}

function firstPart(key: string): string {
  return key.slice(0, key.indexOf('/') + 1);
}
