import type { KubernetesContainerStatus, KubernetesJob, KubernetesPod } from '../kubernetes/objects.ts';

// The words of `kubectl get`, which people know. The columns are made by the API server:
// https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/printers/internalversion/printers.go (printPod, printJob)

interface PodWords {
  /** The column STATUS. */
  readonly status: string | null;
  /** The column READY, `1/2`: native sidecars count, init and ephemeral containers do not. */
  readonly ready: string;
}

/** What a part of the pod's statuses adds up to. */
interface Reading<Reason> {
  readonly reason: Reason;
  readonly ready: number;
}

/** What `kubectl get pods` shows of a pod. */
export function wordPodStatus(pod: KubernetesPod): PodWords {
  const { spec, status, metadata } = pod;
  const sidecars = findSidecars(pod);
  const init = readInit(pod, sidecars);
  const before = init.reason ?? findOuterReason(pod);
  const main = init.reason === null || isTrue(pod, 'Initialized') ? readMain(pod, before) : null;
  const reason = main?.reason ?? before;
  const total = (spec?.containers.length ?? 0) + sidecars.size;
  const isTerminal = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  const isDeleted = metadata.deletionTimestamp != null;
  const word =
    isDeleted && status?.reason === 'NodeLost'
      ? 'Unknown'
      : isDeleted && !isTerminal
        ? 'Terminating'
        : reason;
  return {
    status: word === '' ? null : word,
    ready: `${init.ready + (main?.ready ?? 0)}/${total}`,
  };
}

function findOuterReason({ status }: KubernetesPod): string {
  const isGated = status?.conditions.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  if (isGated === true) return 'SchedulingGated';
  return isSaid(status?.reason) ? status.reason : (status?.phase ?? '');
}

function findSidecars({ spec }: KubernetesPod): ReadonlySet<string> {
  const always = spec?.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always') ?? [];
  return new Set(always.map(({ name }) => name));
}

/** The first init container that is not through tells; null when all are. */
function readInit({ spec, status }: KubernetesPod, sidecars: ReadonlySet<string>): Reading<string | null> {
  let ready = 0;
  for (const [index, each] of (status?.initContainerStatuses ?? []).entries()) {
    const { state, name } = each;
    if (state?.terminated?.exitCode === 0) continue;
    if (sidecars.has(name) && each.started === true) {
      ready += each.ready === true ? 1 : 0;
      continue;
    }
    const progress = `${index}/${spec?.initContainers.length ?? 0}`;
    return { ready, reason: `Init:${wordInit(each) ?? progress}` };
  }
  return { ready, reason: null };
}

function wordInit({ state }: KubernetesContainerStatus): string | null {
  if (state?.terminated != null) return wordEnd(state.terminated);
  const waits = state?.waiting?.reason;
  return isSaid(waits) && waits !== 'PodInitializing' ? waits : null;
}

type End = NonNullable<NonNullable<KubernetesContainerStatus['state']>['terminated']>;

function wordEnd({ reason, signal, exitCode }: End): string {
  if (isSaid(reason)) return reason;
  return signal != null && signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

/** From the last container to the first, so that the first has the last word. */
function readMain(pod: KubernetesPod, before: string): Reading<string> {
  let reason = before;
  let failure = '';
  let ready = 0;
  for (const { state, ready: isReady } of pod.status?.containerStatuses.toReversed() ?? []) {
    if (isSaid(state?.waiting?.reason)) reason = state.waiting.reason;
    else if (state?.terminated != null) {
      reason = wordEnd(state.terminated);
      if (state.terminated.exitCode !== 0) failure = reason;
    } else if (isReady === true && state?.running != null) ready += 1;
  }
  if (reason !== 'Completed') return { reason, ready };
  const runs = ready > 0;
  if (runs && isTrue(pod, 'Ready')) return { reason: 'Running', ready };
  if (failure !== '') return { reason: failure, ready };
  return { reason: runs ? 'NotReady' : reason, ready };
}

function isTrue({ status }: KubernetesPod, type: string): boolean {
  return status?.conditions.some((each) => each.type === type && each.status === 'True') ?? false;
}

function isSaid(text: string | null | undefined): text is string {
  return text != null && text !== '';
}

/** What `kubectl get jobs` shows as a Job's STATUS; null when the conditions that decide it could not be understood. */
export function wordJobStatus({ status, metadata }: KubernetesJob): string | null {
  if (status === null || status?.conditions === null) return null;
  const holds = (type: string) => status?.conditions?.find((each) => each.type === type)?.status === 'True';
  const end = ['Complete', 'Failed'].find(holds);
  if (end !== undefined) return end;
  if (metadata.deletionTimestamp != null) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running';
}
