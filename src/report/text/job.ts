import type { JobOutcome, JobPhase, K8sJobStatus } from '../../snapshot/model/job.ts';
import { renderField, renderFieldIfSaid } from './field.ts';
import { makeVisible } from '../characters/visible.ts';

const INDENT = '    ';
const UNSET = '<unset>';
const NONE = '<none>';

/** What `kubectl get jobs` calls a Job of the phase, unless there is more to tell of it. */
const EXPECTED_STATUS: Readonly<Record<JobPhase, string | null>> = {
  PENDING: null,
  RUNNING: 'Running',
  SUCCEEDED: 'Complete',
  FAILED: 'Failed',
  UNKNOWN: null,
};

/** A Job in the style of the sample report; what is as one expects has no line. */
export function renderJob(job: K8sJobStatus): readonly string[] {
  const field = (label: string, value: string | number) => renderField(INDENT, label, value);
  const fieldIf = (says: boolean, label: string, value: string | number | null) =>
    says ? renderFieldIfSaid(INDENT, label, value) : [];
  const labels = Object.entries(job.labels);
  return [
    `  Job: ${makeVisible(job.jobName)}`,
    field('Namespace', job.namespace),
    field('Phase', job.phase),
    ...fieldIf(job.status !== EXPECTED_STATUS[job.phase], 'Kubectl Status', job.status ?? null),
    ...fieldIf(job.reason !== 'CompletionsReached', 'Reason', job.reason),
    ...fieldIf(job.reason !== 'CompletionsReached', 'Message', job.message),
    ...fieldIf(job.outcome.length > 0, 'Outcome', wordOutcome(job)),
    field('Completions', job.completions ?? UNSET),
    field('Succeeded', job.succeeded ?? NONE),
    field('Failed', job.failed ?? NONE),
    field('Active', job.active ?? NONE),
    ...fieldIf(job.parallelism !== 1, 'Parallelism', job.parallelism),
    ...fieldIf(job.completionMode !== 'NonIndexed', 'Completion Mode', job.completionMode),
    ...renderFieldIfSaid(INDENT, 'Completed Indexes', job.completedIndexes),
    ...renderFieldIfSaid(INDENT, 'Failed Indexes', job.failedIndexes),
    ...fieldIf((job.terminating ?? 0) > 0, 'Terminating', job.terminating),
    ...fieldIf(
      (job.podsMissing ?? 0) > 0,
      'Pods Missing',
      `${job.podsMissing} counted by the Job no longer there, nor their logs${wordStates(job)}`,
    ),
    ...(job.podsGone ?? []).map(({ podName, reason, message, lastTime }) =>
      field('Gone', `pod ${podName}: ${reason}, last told ${lastTime}: ${message}`),
    ),
    ...fieldIf(job.podsElsewhere === true, 'Pods', `not in this cluster: ${job.managedBy} manages them`),
    field('Start Time', job.startTime ?? NONE),
    ...(job.phase === 'FAILED' ? [] : [field('Completion Time', job.completionTime ?? NONE)]),
    ...fieldIf(job.phase === 'FAILED', 'Finished Time', job.finishedTime),
    ...fieldIf(
      job.phase === 'FAILED' && job.durationSeconds !== null,
      'Duration',
      `${job.durationSeconds} s`,
    ),
    ...renderFieldIfSaid(INDENT, 'Deletion Time', job.deletionTime),
    ...fieldIf(
      job.ttlSecondsAfterFinished !== null,
      'Time To Live',
      `${job.ttlSecondsAfterFinished} s after it finished`,
    ),
    ...fieldIf(job.owner !== null, 'Owner', `${job.owner?.kind} ${job.owner?.name}`),
    ...renderFieldIfSaid(INDENT, 'Managed By', job.managedBy),
    ...(labels.length === 0 ? [] : [`${INDENT}Labels:`]),
    ...labels.map(([key, value]) => `${INDENT}  ${makeVisible(key)}: ${makeVisible(value)}`),
  ];
}

const OUTCOME_WORDS: Readonly<Record<Exclude<JobOutcome, 'retrying'>, string>> = {
  deleting: 'being deleted',
  failing: 'failing: its pods are being ended',
  succeeding: 'succeeding: its last pods are being ended',
  suspended: 'suspended',
  waiting: 'waiting: nothing of it runs',
};

/** `: 2 failed, 1 succeeded`, as the Job counts them. */
function wordStates({ podsMissingByState }: K8sJobStatus): string {
  if (podsMissingByState == null) return '';
  const { active, succeeded, failed } = podsMissingByState;
  const states = [
    [failed, 'failed'],
    [succeeded, 'succeeded'],
    [active, 'active'],
  ] as const;
  const words = states.filter(([number]) => number > 0).map(([number, state]) => `${number} ${state}`);
  return words.length === 0 ? '' : `: ${words.join(', ')}`;
}

function wordOutcome({ outcome, retries }: K8sJobStatus): string {
  const limit = retries?.limit == null ? '' : ` of ${retries.limit}`;
  const words = outcome.map((each) =>
    each === 'retrying' ? `retrying: ${retries?.used ?? 0}${limit} used` : OUTCOME_WORDS[each],
  );
  return words.join('; ');
}
