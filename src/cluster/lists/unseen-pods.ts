import { findUidLabel, openPodJoin } from '../../snapshot/jobs/job-pods.ts';
import { accountPods, sumPods } from '../../snapshot/jobs/missing-pods.ts';
import {
  findTrueCondition,
  type KubernetesJob,
  type KubernetesPod,
} from '../../snapshot/kubernetes/objects.ts';

/** What finds pods. */
export interface PodSelection {
  /** Null: where the Jobs were looked for. */
  readonly namespace: string | null;
  /** `''`: all pods there. */
  readonly labelSelector: string;
}

/** A selector of this many UIDs makes a URL of about 3 KB, which every proxy passes. */
const UIDS_A_REQUEST = 50;
/** More selectors that people wrote than this cost more than one list of all pods. */
const OWN_SELECTORS = 4;

/** Jobs of which fewer pods were seen than they count, or none: their pods may not carry the labels that were looked for. */
export function findUnseen(
  jobs: readonly KubernetesJob[],
  pods: readonly KubernetesPod[],
): readonly KubernetesJob[] {
  const byJob = Map.groupBy(pods, openPodJoin(jobs));
  return jobs.filter((job) => {
    const own = byJob.get(job.metadata.uid) ?? [];
    return own.length === 0 || hasMissing(job, own);
  });
}

/**
 * Jobs that count pods which a list of all pods had not, and that were at work when it was made: what was made after the one list
 * and before the other is not missing. `listed` is the server's time of the list of pods.
 */
export function findOvertaken(
  jobs: readonly KubernetesJob[],
  pods: readonly KubernetesPod[],
  listed: string | null,
): readonly KubernetesJob[] {
  const byJob = Map.groupBy(pods, openPodJoin(jobs));
  return jobs.filter((job) => wasAtWork(job, listed) && hasMissing(job, byJob.get(job.metadata.uid) ?? []));
}

function hasMissing(job: KubernetesJob, pods: readonly KubernetesPod[]): boolean {
  const account = accountPods(job, pods);
  return account !== null && sumPods(account.missing) > 0;
}

/** The controller's clock need not be the API server's. */
const TOLERATED_MILLISECONDS = 60_000;

/** A Job that was over before the pods were listed has made none since. */
function wasAtWork({ status }: KubernetesJob, listed: string | null): boolean {
  const end = ['Failed', 'Complete'].map((type) => findTrueCondition(status?.conditions, type)).find(Boolean);
  const since = Date.parse(listed ?? '') - Date.parse(end?.lastTransitionTime ?? '');
  return Number.isNaN(since) || since < TOLERATED_MILLISECONDS;
}

/** What finds the pods of these Jobs: few requests for few Jobs, one list for many. */
export function selectPodsOf(jobs: readonly KubernetesJob[]): readonly PodSelection[] {
  const own = new Map(
    jobs
      .filter((job) => findUidLabel(job) === null)
      .flatMap(selectByOwnSelector)
      .map((selection) => [JSON.stringify(selection), selection]),
  );
  if (own.size > OWN_SELECTORS) return [{ namespace: null, labelSelector: '' }];
  const byLabel = Map.groupBy(jobs, findUidLabel);
  const byUid = [...byLabel].flatMap(([label, group]) =>
    label === null ? [] : [{ namespace: null, labelSelector: selectByUid(label, group) }],
  );
  return [...byUid, ...own.values()];
}

/** All pods of Jobs have the label, where their UIDs would be too many to name. */
function selectByUid(label: string, jobs: readonly KubernetesJob[]): string {
  const uids = jobs.map((job) => job.metadata.uid);
  return uids.length > UIDS_A_REQUEST ? label : `${label} in (${uids.join(',')})`;
}

/** `manualSelector: true`: the Job names its pods by labels of its own, which mean others in another namespace. */
function selectByOwnSelector({ spec, metadata }: KubernetesJob): readonly PodSelection[] {
  const equal = Object.entries(spec?.selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (spec?.selector?.matchExpressions ?? []).map(({ key, operator, values }) => {
    if (operator === 'Exists') return key;
    return operator === 'DoesNotExist' ? `!${key}` : `${key} ${operator.toLowerCase()} (${values.join(',')})`;
  });
  const requirements = [...equal, ...expressions];
  return requirements.length === 0
    ? []
    : [{ namespace: metadata.namespace, labelSelector: requirements.join(',') }];
}
