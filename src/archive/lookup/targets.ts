import type { ReportArchive } from '../objects/archive.ts';
import { parseLatestKey } from '../objects/keys.ts';

export interface ArchivedTarget {
  readonly name: string;
  /** When its latest copy was stored: about when its newest report was, but for a copied archive. */
  readonly storedAt: Date;
}

/** The targets that have a latest copy, in the order of keys: one request for five hundred. */
export async function listTargets(archive: ReportArchive): Promise<readonly ArchivedTarget[]> {
  const targets: ArchivedTarget[] = [];
  for (let after = ''; ;) {
    const page = await archive.list({ prefix: 'latest/', after });
    for (const { key, storedAt } of page.objects) {
      const latest = parseLatestKey(key);
      if (latest?.format === 'json') targets.push({ name: latest.target, storedAt });
    }
    const last = page.objects.at(-1);
    if (!page.isTruncated || last === undefined) return targets;
    after = last.key;
  }
}
