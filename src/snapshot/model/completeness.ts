import * as z from 'zod';
import { younger, type DeepReadonly } from './values.ts';
import { rbacRule, READING_A_LOG, type Problem } from './problem.ts';

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
  neverStarted: younger(count),
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
    .describe(
      'What the reader saw of what there is: pods and logs that no longer exist do not make it PARTIAL. EMPTY: nothing could be read, ' +
        'which is not the same as a cluster without Jobs',
    ),
  jobs: listCompletenessSchema,
  pods: listCompletenessSchema.extend({
    missing: count
      .nullable()
      .describe('Pods that the Jobs count and that no longer exist; null when not all could be seen'),
  }),
  events: listCompletenessSchema.extend({
    needed: younger(
      z.boolean().describe('Whether a Job has no pod and no reason, so that only events could tell why'),
    ),
  }),
  logs: logCompletenessSchema,
  logsGoneByError: younger(
    count.describe('Gone logs in whose place an error came, which is no word that they are gone for good'),
  ),
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
    neverStarted: having('neverStarted'),
    denied: having('denied'),
    gone: having('gone'),
    failed: having('failed'),
    timedOut: having('timedOut'),
    skipped: having('skipped'),
    cut: logs.filter((log) => log.truncated !== null).length,
  };
}

/** How many logs are called gone because of an error, not because somebody knows. */
export function countGoneByError(
  logs: readonly (Pick<LogResult, 'status'> & { readonly message: string | null })[],
  problems: readonly Problem[],
): number {
  const errors = new Set(
    problems.flatMap(({ attempted, why }) => (attempted === READING_A_LOG ? [why] : [])),
  );
  return logs.filter(({ status, message }) => status === 'gone' && errors.has(message ?? '')).length;
}

/** Whether what the list holds was seen at all: then what it lacks is not there, or is told. */
export function wasSeen({ status }: ListCompleteness): boolean {
  return status === 'read' || status === 'partial';
}

/**
 * What the sources add up to: whether the reader saw all there is. What no longer exists is told and counted, and is no fault of
 * the reader's (docs/adr/0003), nor is a container without a log. An error in place of a log is, even where the log may be gone.
 */
export function judgeCompleteness(sources: Omit<Completeness, 'verdict'>): Completeness['verdict'] {
  const { jobs, pods, events, logs, logsGoneByError = 0 } = sources;
  if (!wasSeen(jobs) && !wasSeen(pods)) return 'EMPTY';
  // Where events only say more of what is there, they are not missed; before this was told, they always were.
  const lists = [jobs, pods, ...(events.needed === false ? [] : [events])];
  const wholeLists = wasSeen(jobs) && wasSeen(pods) && lists.every((list) => isWhole(list));
  const unread = logs.denied + logs.failed + logs.timedOut + logs.skipped + logsGoneByError;
  return wholeLists && unread + logs.cut === 0 ? 'COMPLETE' : 'PARTIAL';
}

/** Whether everything that matched is in the list, understood to the last field, as it was at one moment. */
export function isWhole(list: ListCompleteness): boolean {
  return (
    (list.status === 'read' || list.status === 'notAsked') &&
    !list.inconsistent &&
    list.malformed + list.damaged === 0
  );
}
