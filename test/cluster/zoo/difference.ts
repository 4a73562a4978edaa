import { isDeepStrictEqual } from 'node:util';
import type { K8sPodLog } from '../../../src/snapshot/model/log.ts';
import { compareText } from '../../../src/snapshot/model/order.ts';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import type { JobTruth, LogTruth, PodTruth } from './truth.ts';

/** What a snapshot says of a Job, its pods and their logs that is not the truth; of what a truth leaves out, nothing. */
export function findDifferences(snapshot: K8sMonitorSnapshot, truth: JobTruth): readonly string[] {
  const { phase, reason, outcome, missing, succeeded, failed, active, terminating } = truth;
  const { says = [], nowhere = [], pods, orphans = [] } = truth;
  const job = snapshot.jobs.find(({ jobName }) => jobName === truth.job);
  const ownPods = snapshot.pods.filter(({ jobName }) => job !== undefined && jobName === truth.job);
  const whole = JSON.stringify(snapshot);
  return [
    ...compare(truth.job, { present: job !== undefined }, { present: truth.absent !== true }),
    ...compare(truth.job, job, { phase, reason, outcome, succeeded, failed, active, terminating }),
    ...compareOneOf(truth.job, 'podsMissing', job?.podsMissing, missing),
    ...lacks(truth.job, `${job?.reason}: ${job?.message}`, says),
    ...nowhere.filter((words) => whole.includes(words)).map((words) => `${words} is in the report`),
    ...compare(
      truth.job,
      { pods: ownPods.map(({ podName }) => podName) },
      { pods: pods?.map(({ pod }) => pod).toSorted(compareText) },
    ),
    ...(pods ?? []).flatMap((pod) => findPodDifferences(snapshot, pod, truth.job)),
    ...orphans.flatMap((pod) => findPodDifferences(snapshot, pod, null)),
  ];
}

function findPodDifferences(
  snapshot: K8sMonitorSnapshot,
  { pod: name, cause, logs, maybe = {} }: PodTruth,
  jobName: string | null,
): readonly string[] {
  const pod = snapshot.pods.find(({ podName }) => podName === name);
  const { says = [], never = [], ...told } = cause ?? {};
  const words = pod?.cause?.message ?? '';
  const own = new Map(
    snapshot.podsLogs.filter(({ podName }) => podName === name).map((log) => [nameLog(log), log]),
  );
  const asked = [...own.keys()].filter((each) => !(each in maybe)).toSorted(compareText);
  return [
    ...compare(name, pod, { jobName, ...(cause === null ? { cause } : {}) }),
    ...compare(`${name}: cause`, pod?.cause ?? undefined, told),
    ...lacks(`${name}: cause`, words, says),
    ...never.filter((each) => words.includes(each)).map((each) => `${name}: cause says ${each}`),
    ...compare(
      name,
      { asked },
      { asked: logs === undefined ? undefined : Object.keys(logs).toSorted(compareText) },
    ),
    ...Object.entries({ ...maybe, ...logs }).flatMap(([each, truth]) =>
      findLogDifferences(`${name}/${each}`, own.get(each), truth),
    ),
  ];
}

function nameLog({ containerName, previous }: K8sPodLog): string {
  return `${containerName}${previous ? ' previous' : ''}`;
}

function findLogDifferences(name: string, log: K8sPodLog | undefined, truth: LogTruth): readonly string[] {
  // One that must be asked for is told above; one that need not be was not.
  if (log === undefined) return [];
  const { lines, count, first, last, cut, says = [] } = truth;
  const told = {
    lines: log.lines,
    count: log.lines.length,
    first: log.lines[0],
    last: log.lines.at(-1),
    cut: log.truncated !== null,
  };
  return [
    ...compareOneOf(name, 'status', log.status, truth.status),
    ...compare(name, told, { lines, count, first, last, cut }),
    ...lacks(name, log.message ?? '', says),
  ];
}

function compare(
  name: string,
  told: object | undefined,
  truth: Readonly<Record<string, unknown>>,
): readonly string[] {
  const fields = new Map(Object.entries(told ?? {}));
  return Object.entries(truth)
    .filter(([field, value]) => value !== undefined && !isDeepStrictEqual(fields.get(field), value))
    .map(([field, value]) => `${name}: ${field} ${write(fields.get(field))}, truth ${write(value)}`);
}

/** The truth may be one of several; undefined: it is not known. */
function compareOneOf(name: string, field: string, told: unknown, truth: unknown): readonly string[] {
  const allowed: readonly unknown[] = Array.isArray(truth) ? truth : [truth];
  if (truth === undefined || allowed.includes(told)) return [];
  return [`${name}: ${field} ${write(told)}, truth ${write(truth)}`];
}

function lacks(name: string, text: string, words: readonly string[]): readonly string[] {
  const told = text.toLowerCase();
  return words
    .filter((each) => !told.includes(each.toLowerCase()))
    .map((each) => `${name}: no "${each}" in "${text}"`);
}

function write(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 600) ?? 'nothing';
}
