import * as z from 'zod';
import type { DeepReadonly } from './values.ts';
import { rbacRule } from './problem.ts';

const count = z.int().min(0);

/** One list of the cluster's: `got + malformed + remaining` is what it said there is. */
const listCompletenessSchema = z.strictObject({
  status: z
    .enum(['read', 'partial', 'denied', 'failed', 'timedOut', 'notAsked'])
    .describe('partial: some pages came, then one did not'),
  requests: count,
  asked: count
    .nullable()
    .describe('Objects that matched, as far as the cluster told; null when it told nothing'),
  got: count,
  malformed: count.describe('Objects that could not be understood and are left out'),
  damaged: count.describe('Objects that are there but for fields that could not be understood'),
  remaining: count
    .nullable()
    .describe('Objects on pages that did not come; null when the cluster did not say how many'),
  inconsistent: z.boolean().describe('The list was finished at a later moment than it was begun'),
  resourceVersion: z.string().nullable(),
});

/** The logs of all containers: the counts by status add up to `asked`. */
const logCompletenessSchema = z.strictObject({
  asked: count,
  read: count,
  empty: count,
  waiting: count,
  neverScheduled: count,
  denied: count,
  gone: count,
  failed: count,
  timedOut: count,
  skipped: count,
  cut: count.describe('Logs among them of which lines or bytes were let go'),
});

export const completenessSchema = z.strictObject({
  verdict: z
    .enum(['COMPLETE', 'PARTIAL', 'EMPTY'])
    .describe('EMPTY: nothing could be read, which is not the same as a cluster without Jobs'),
  jobs: listCompletenessSchema,
  pods: listCompletenessSchema.extend({
    missing: count.describe('Pods that the Jobs count and that no longer exist'),
  }),
  events: listCompletenessSchema,
  logs: logCompletenessSchema,
  allowedBy: z.array(rbacRule).describe('The RBAC rules that would have allowed what was denied'),
});

export type ListCompleteness = Readonly<z.infer<typeof listCompletenessSchema>>;
export type LogCompleteness = Readonly<z.infer<typeof logCompletenessSchema>>;
export type Completeness = DeepReadonly<z.infer<typeof completenessSchema>>;

export const notAsked: ListCompleteness = {
  status: 'notAsked',
  requests: 0,
  asked: null,
  got: 0,
  malformed: 0,
  damaged: 0,
  remaining: null,
  inconsistent: false,
  resourceVersion: null,
};

type LogResult = {
  readonly status: Exclude<keyof LogCompleteness, 'asked' | 'cut'>;
  readonly truncated: object | null;
};

export function countLogs(logs: readonly LogResult[]): LogCompleteness {
  const having = (status: LogResult['status']) => logs.filter((log) => log.status === status).length;
  return {
    asked: logs.length,
    read: having('read'),
    empty: having('empty'),
    waiting: having('waiting'),
    neverScheduled: having('neverScheduled'),
    denied: having('denied'),
    gone: having('gone'),
    failed: having('failed'),
    timedOut: having('timedOut'),
    skipped: having('skipped'),
    cut: logs.filter((log) => log.truncated !== null).length,
  };
}

/** Whether what the list holds was seen at all: then what it lacks is not there, or is told. */
export function wasSeen({ status }: ListCompleteness): boolean {
  return status === 'read' || status === 'partial';
}

/** What the sources add up to. A container that has no log yet is whole without one. */
export function judgeCompleteness(sources: Omit<Completeness, 'verdict'>): Completeness['verdict'] {
  const { jobs, pods, events, logs } = sources;
  const lists = [jobs, pods, events];
  if (!wasSeen(jobs) && !wasSeen(pods)) return 'EMPTY';
  const wholeLists = wasSeen(jobs) && wasSeen(pods) && lists.every((list) => isWhole(list));
  const unread = logs.denied + logs.gone + logs.failed + logs.timedOut + logs.skipped;
  return wholeLists && pods.missing === 0 && unread === 0 && logs.cut === 0 ? 'COMPLETE' : 'PARTIAL';
}

/** Whether everything that matched is in the list, understood to the last field, as it was at one moment. */
export function isWhole(list: ListCompleteness): boolean {
  return (
    (list.status === 'read' || list.status === 'notAsked') &&
    !list.inconsistent &&
    list.malformed + list.damaged === 0
  );
}
