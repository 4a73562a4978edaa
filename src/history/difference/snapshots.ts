// The room of what changed from report to report. It knows snapshots alone: not where they were kept, nor who is told.
import { wasSeen } from '../../snapshot/model/completeness.ts';
import { countNoun } from '../../snapshot/model/counted-noun.ts';
import { compareJobs, sawAllJobs, type JobDifference } from './jobs.ts';
import { compareLogs, type LogComparison, type LogDifference } from './logs.ts';
import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';

export interface SnapshotDifference {
  readonly jobs: JobDifference;
  readonly logs: readonly LogDifference[];
  /** A line each: what one of the two did not see, so that nothing is said of it. */
  readonly notCompared: readonly string[];
}

/** What changed from the first look to the second, as far as both could see it. */
export function compareSnapshots(before: K8sMonitorSnapshot, after: K8sMonitorSnapshot): SnapshotDifference {
  const logs = compareLogs(before, after);
  return {
    jobs: compareJobs(before, after),
    logs: logs.changed,
    notCompared: [
      ...compareScopes(before, after),
      ...wordUnseenJobs(before, after),
      ...wordUnseenPods(before, after),
      ...wordUncomparedLogs(logs),
    ],
  };
}

/** Whether anything changed that both could see. */
export function hasChanged({ jobs, logs }: SnapshotDifference): boolean {
  return jobs.appeared.length + jobs.vanished.length + jobs.changed.length + logs.length > 0;
}

/** Who looks elsewhere sees other Jobs, and nothing has become of the ones before. */
function compareScopes(before: K8sMonitorSnapshot, after: K8sMonitorSnapshot): readonly string[] {
  const scopes = [
    ['namespace', before.namespace, after.namespace],
    ['label selector', before.selector, after.selector],
    ['cluster', before.cluster.server, after.cluster.server],
  ] as const;
  return scopes
    .filter(([, first, second]) => first !== second && first !== null && second !== null)
    .map(
      ([what, first, second]) =>
        `the two looked at different Jobs: ${what} ${JSON.stringify(first)}, then ${JSON.stringify(second)}`,
    );
}

function wordUnseenJobs(before: K8sMonitorSnapshot, after: K8sMonitorSnapshot): readonly string[] {
  const unseen = [
    [before, 'the first', 'Jobs that appeared'],
    [after, 'the second', 'Jobs that vanished'],
  ] as const;
  return unseen.flatMap(([snapshot, which, what]) => {
    const { damaged } = snapshot.completeness.jobs;
    return [
      ...(sawAllJobs(snapshot) ? [] : [`${what}: ${which} did not see all Jobs (${wordJobList(snapshot)})`]),
      ...(damaged === 0
        ? []
        : [`fields of ${countNoun(damaged, 'Job')}: ${which} could not understand them`]),
    ];
  });
}

function wordJobList({ completeness: { jobs } }: K8sMonitorSnapshot): string {
  return jobs.status === 'read' ? `${countNoun(jobs.malformed, 'Job')} not understood` : jobs.status;
}

function wordUnseenPods(before: K8sMonitorSnapshot, after: K8sMonitorSnapshot): readonly string[] {
  const unseen = [
    [before, 'the first'],
    [after, 'the second'],
  ] as const;
  return unseen
    .filter(([{ completeness }]) => !wasSeen(completeness.pods))
    .map(
      ([{ completeness }, which]) =>
        `logs, and the reasons found in pods: ${which} did not see the pods (${completeness.pods.status})`,
    );
}

/** The same obstacle is said once, with the first log that met it. */
function wordUncomparedLogs({ uncompared }: LogComparison): readonly string[] {
  const alike = Map.groupBy(uncompared, ({ why }) => why);
  return [...alike].map(([why, logs]) => {
    const first = logs[0]?.log;
    const others = logs.length === 1 ? '' : ` and ${logs.length - 1} more`;
    return `log of pod ${first?.podName} / container ${first?.containerName}${others}: ${why}`;
  });
}
