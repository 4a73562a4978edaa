import type { K8sContainerStatus, K8sPodCause } from '../model/pod.ts';
import { findTrueCondition, type KubernetesCondition, type KubernetesPod } from '../kubernetes/objects.ts';
import { countNoun } from '../model/counted-noun.ts';
import { compareText } from '../model/order.ts';

/** Reasons for which a container waits on its healthy way up. */
const HEALTHY_WAITS: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

type Containers = readonly K8sContainerStatus[];

/**
 * Why a pod failed, does not run, or had to restart; null when there is nothing to say. What is further out decides:
 * the pod, its node, what disrupted it, then the containers in the order in which they start.
 */
export function findPodCause({ status, spec }: KubernetesPod, containers: Containers): K8sPodCause | null {
  if (status?.phase === 'Succeeded') return null;
  const scheduled = status?.conditions.find(
    (each) => each.type === 'PodScheduled' && each.status === 'False',
  );
  const disrupted = findTrueCondition(status?.conditions, 'DisruptionTarget');
  return (
    (status?.reason == null ? null : causeOf('pod', status.reason, status.message)) ??
    causeOfCondition('scheduling', scheduled) ??
    causeOfCondition('disruption', disrupted) ??
    findContainerCause(containers) ??
    causeOfSilence(spec?.nodeName, status?.phase, containers)
  );
}

function causeOfCondition(
  source: 'scheduling' | 'disruption',
  condition: KubernetesCondition | undefined,
): K8sPodCause | null {
  return condition === undefined
    ? null
    : causeOf(source, condition.reason ?? condition.type, condition.message);
}

function causeOf(
  source: K8sPodCause['source'],
  reason: string,
  message: string | null | undefined,
): K8sPodCause {
  return {
    source,
    containerName: null,
    reason,
    lastReason: null,
    message: message ?? null,
    exitCode: null,
    signal: null,
    restarts: null,
  };
}

function findContainerCause(containers: Containers): K8sPodCause | null {
  const ofRole = (role: K8sContainerStatus['role']) => containers.filter((each) => each.role === role);
  const sidecars = ofRole('sidecar');
  const candidates = [
    ...ofRole('init'),
    ...sidecars.filter((each) => each.state === 'waiting'),
    ...byEnd(ofRole('main')),
    // The kubelet stops sidecars once the main containers are done: how they end is rarely the cause.
    ...sidecars.filter((each) => each.state !== 'waiting'),
  ];
  return candidates.map(causeOfContainer).find((cause) => cause !== null) ?? null;
}

/** The first to end comes first: the others were often stopped because of it. */
function byEnd(containers: Containers): Containers {
  return containers.toSorted((a, b) => compareText(endOfFailure(a), endOfFailure(b)));
}

/** When it failed; what has not failed sorts behind all times. */
function endOfFailure({ exitCode, finishedAt }: K8sContainerStatus): string {
  return exitCode !== null && exitCode !== 0 ? (finishedAt ?? '~') : '~~';
}

function causeOfContainer(container: K8sContainerStatus): K8sPodCause | null {
  const last = container.lastTermination;
  const base = {
    containerName: container.containerName,
    restarts: container.restarts,
    source: sourceOf(container),
  };
  if (container.state === 'terminated' && container.exitCode !== 0) {
    const { exitCode, signal, message } = container;
    return { ...base, reason: container.reason ?? 'Error', lastReason: null, message, exitCode, signal };
  }
  if (container.state === 'waiting' && container.reason !== null && !HEALTHY_WAITS.has(container.reason)) {
    // In a crash loop the reason of the crash (OOMKilled) stands in the state before.
    return {
      ...base,
      reason: container.reason,
      lastReason: last?.reason ?? null,
      message: container.message,
      exitCode: last?.exitCode ?? null,
      signal: last?.signal ?? null,
    };
  }
  // One that was tried again and then succeeded is no longer a cause.
  if (last === null || last.exitCode === 0 || container.state === 'terminated') return null;
  // It runs again, or is about to: what ended it before is still worth knowing.
  const { exitCode, signal, message } = last;
  return { ...base, reason: last.reason ?? 'Error', lastReason: null, message, exitCode, signal };
}

function sourceOf({ role }: K8sContainerStatus): 'init' | 'main' | 'sidecar' {
  return role === 'init' || role === 'sidecar' ? role : 'main';
}

/** A pod that is bound to a node which has never reported anything of it. */
function causeOfSilence(
  nodeName: string | null | undefined,
  phase: string | null | undefined,
  containers: Containers,
): K8sPodCause | null {
  const silent =
    phase === 'Pending' && containers.length > 0 && containers.every((each) => each.state === null);
  if (!silent || nodeName == null) return null;
  return causeOf(
    'node',
    'NoContainerStatus',
    `bound to node ${nodeName}, which has reported no container of it`,
  );
}

/** `container tuning-container: CrashLoopBackOff after OOMKilled, exit code 137, 4 restarts: back-off …`, on one line. */
export function wordPodCause(cause: K8sPodCause): string {
  const where =
    cause.containerName === null
      ? ''
      : `${cause.source === 'main' ? '' : `${cause.source} `}container ${cause.containerName}: `;
  const facts = [
    cause.lastReason === null ? cause.reason : `${cause.reason} after ${cause.lastReason}`,
    ...(cause.exitCode === null ? [] : [`exit code ${cause.exitCode}`]),
    ...(cause.signal === null ? [] : [`signal ${cause.signal}`]),
    ...(cause.restarts === null || cause.restarts === 0 ? [] : [countNoun(cause.restarts, 'restart')]),
  ];
  const message = cause.message === null ? '' : `: ${cause.message.trim()}`;
  return `${where}${facts.join(', ')}${message}`;
}
