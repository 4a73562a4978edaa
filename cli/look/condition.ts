import { isWhole } from '../../src/snapshot/model/completeness.ts';
import { wordCompleteness } from '../../src/report/text/completeness.ts';
import { countNoun } from '../../src/snapshot/model/counted-noun.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';

export type FailCondition = 'failed' | 'partial' | 'problems';

/** `unknown`: what was seen does not tell, which is never taken for a no. */
export interface ConditionVerdict {
  readonly condition: FailCondition;
  readonly outcome: 'met' | 'notMet' | 'unknown';
  readonly why: string;
}

const NAMED_JOBS = 3;

/** Judges what a snapshot tells of a condition; null: there is no snapshot. */
export function judgeCondition(
  condition: FailCondition,
  snapshot: K8sMonitorSnapshot | null,
): ConditionVerdict {
  if (snapshot === null) return { condition, outcome: 'unknown', why: 'no snapshot could be taken' };
  return { condition, ...JUDGES[condition](snapshot) };
}

type Judgement = Omit<ConditionVerdict, 'condition'>;

const JUDGES: Readonly<Record<FailCondition, (snapshot: K8sMonitorSnapshot) => Judgement>> = {
  failed: judgeFailed,
  partial: ({ completeness }) =>
    completeness.verdict === 'COMPLETE'
      ? { outcome: 'notMet', why: 'the snapshot is complete' }
      : { outcome: 'met', why: wordCompleteness(completeness) ?? completeness.verdict },
  problems: ({ problems }) =>
    problems.length === 0
      ? { outcome: 'notMet', why: 'no problem was met' }
      : { outcome: 'met', why: `${countNoun(problems.length, 'problem')} met` },
};

/** One failed Job that was seen is enough; that there is none is known of a whole list only. */
function judgeFailed({ jobs, completeness }: K8sMonitorSnapshot): Judgement {
  const failed = jobs.filter((job) => job.phase === 'FAILED');
  if (failed.length > 0) {
    const names = failed.slice(0, NAMED_JOBS).map((job) => `${job.namespace}/${job.jobName}`);
    const others = failed.length - names.length;
    const more = others === 0 ? '' : ` and ${others} more`;
    return {
      outcome: 'met',
      why: `${countNoun(failed.length, 'Job')} failed: ${names.join(', ')}${more}`,
    };
  }
  return isWhole(completeness.jobs)
    ? { outcome: 'notMet', why: 'no Job has failed' }
    : { outcome: 'unknown', why: 'not all Jobs were seen, and a failed one may be among the others' };
}
