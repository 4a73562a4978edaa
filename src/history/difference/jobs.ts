import type { K8sJobStatus } from '../../snapshot/model/job.ts';
import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';
import { wasSeen } from '../../snapshot/model/completeness.ts';

type JobValue = string | number | null;

/** What may change in a Job from one look to the next, in the order of the report. */
const COMPARED_FIELDS = [
  'phase',
  'reason',
  'message',
  'outcome',
  'retries',
  'completions',
  'parallelism',
  'succeeded',
  'failed',
  'active',
  'ready',
  'terminating',
  'completedIndexes',
  'failedIndexes',
  'podsMissing',
  'startTime',
  'finishedTime',
  'deletionTime',
] as const;

type ComparedField = (typeof COMPARED_FIELDS)[number];

export interface FieldChange {
  readonly field: ComparedField;
  /** Null: the cluster did not say. */
  readonly before: JobValue;
  readonly after: JobValue;
}

/** Which Job, by its UID: one of the same name that was made anew is another. */
type JobName = Pick<K8sJobStatus, 'jobName' | 'namespace' | 'uid'>;

export interface JobChange extends JobName {
  readonly changes: readonly FieldChange[];
}

export interface JobDifference {
  readonly appeared: readonly K8sJobStatus[];
  /** There no more. How they ended is not known, whatever they were last. */
  readonly vanished: readonly K8sJobStatus[];
  readonly changed: readonly JobChange[];
}

/** What is told of a Job by its pods: not to be compared with a look that did not see them. */
const FROM_PODS: ReadonlySet<ComparedField> = new Set(['reason', 'message', 'outcome', 'podsMissing']);

/** Compares the Jobs that both looks could see; one that a look may merely have missed has neither appeared nor vanished. */
export function compareJobs(before: K8sMonitorSnapshot, after: K8sMonitorSnapshot): JobDifference {
  const old = new Map(before.jobs.map((job) => [job.uid, job]));
  const now = new Map(after.jobs.map((job) => [job.uid, job]));
  const sawPods = wasSeen(before.completeness.pods) && wasSeen(after.completeness.pods);
  const wasUnderstood = before.completeness.jobs.damaged === 0;
  const isUnderstood = after.completeness.jobs.damaged === 0;
  // What could not be understood is null as well.
  const isTold = (change: FieldChange) =>
    (wasUnderstood || change.before !== null) && (isUnderstood || change.after !== null);
  const fields = COMPARED_FIELDS.filter((field) => sawPods || !FROM_PODS.has(field));
  return {
    appeared: sawAllJobs(before) ? after.jobs.filter(({ uid }) => !old.has(uid)) : [],
    vanished: sawAllJobs(after) ? before.jobs.filter(({ uid }) => !now.has(uid)) : [],
    changed: after.jobs.flatMap((job) => {
      const earlier = old.get(job.uid);
      const changes = earlier === undefined ? [] : compareFields(earlier, job, fields).filter(isTold);
      const { jobName, namespace, uid } = job;
      return changes.length === 0 ? [] : [{ jobName, namespace, uid, changes }];
    }),
  };
}

/** Whether a Job that is not in the list was not in the cluster. */
export function sawAllJobs({ completeness }: K8sMonitorSnapshot): boolean {
  return completeness.jobs.status === 'read' && completeness.jobs.malformed === 0;
}

function compareFields(
  before: K8sJobStatus,
  after: K8sJobStatus,
  fields: readonly ComparedField[],
): readonly FieldChange[] {
  return fields
    .map((field) => ({ field, before: readField(before, field), after: readField(after, field) }))
    .filter((change) => change.before !== change.after);
}

/** A field as one value that can be compared and shown. */
function readField(job: K8sJobStatus, field: ComparedField): JobValue {
  if (field === 'outcome') return job.outcome.length === 0 ? null : job.outcome.join(', ');
  if (field !== 'retries') return job[field];
  return job.retries === null
    ? null
    : `${job.retries.used}${job.retries.limit === null ? '' : ` of ${job.retries.limit}`}`;
}
