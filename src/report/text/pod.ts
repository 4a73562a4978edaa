import type { K8sPodStatus } from '../../snapshot/model/pod.ts';
import { wordPodCause } from '../../snapshot/jobs/pod-cause.ts';
import { renderField, renderFieldIfSaid } from './field.ts';
import { makeVisible } from '../characters/visible.ts';

const INDENT = '    ';

/** What kubectl calls a pod that is as one expects. */
const EXPECTED_STATUS: ReadonlySet<string> = new Set(['Running', 'Completed', 'Succeeded']);

export function hasSomethingToTell({ cause, deletionTime, status }: K8sPodStatus): boolean {
  return cause !== null || deletionTime !== null || (status != null && !EXPECTED_STATUS.has(status));
}

/** A pod that there is something to say of. */
export function renderPod(pod: K8sPodStatus): readonly string[] {
  return [
    `  Pod: ${makeVisible(pod.podName)}${pod.jobName === null ? '' : ` / Job: ${makeVisible(pod.jobName)}`}`,
    renderField(INDENT, 'Namespace', pod.namespace),
    renderField(INDENT, 'Phase', pod.phase ?? '<none>'),
    ...renderFieldIfSaid(INDENT, 'Kubectl Status', wordStatus(pod)),
    ...renderFieldIfSaid(INDENT, 'Cause', pod.cause === null ? null : wordPodCause(pod.cause)),
    ...renderFieldIfSaid(INDENT, 'Event', wordEvent(pod)),
    ...renderFieldIfSaid(INDENT, 'Image', wordImage(pod)),
    ...renderFieldIfSaid(INDENT, 'Limits', wordLimits(pod)),
    ...renderFieldIfSaid(INDENT, 'Node', pod.nodeName),
    ...renderFieldIfSaid(INDENT, 'Deletion Time', pod.deletionTime),
  ];
}

/** As `kubectl get pods` has it: `Init:CrashLoopBackOff, 0/1 ready`. */
function wordStatus({ status, ready }: K8sPodStatus): string | null {
  return status == null ? null : `${status}${ready == null ? '' : `, ${ready} ready`}`;
}

/** `FailedMount, 18 times since 21:34:36Z, last 21:55:01Z`, with whole times. */
function wordEvent({ causeEvent }: K8sPodStatus): string | null {
  if (causeEvent == null) return null;
  const { reason, count, firstTime, lastTime } = causeEvent;
  return count === 1
    ? `${reason}, ${lastTime}`
    : `${reason}, ${count} times since ${firstTime}, last ${lastTime}`;
}

type Container = K8sPodStatus['containers'][number];

function findCulprit({ cause, containers }: K8sPodStatus): Container | undefined {
  return containers.find(({ containerName }) => containerName === cause?.containerName);
}

/** Where it is the image that is not to be had, or not to be started. */
function wordImage(pod: K8sPodStatus): string | null {
  const said = `${pod.cause?.reason} ${pod.cause?.lastReason}`;
  return /Image|StartError|ContainerCannotRun/.test(said) ? (findCulprit(pod)?.image ?? null) : null;
}

/** Where memory ran out: of how much. */
function wordLimits(pod: K8sPodStatus): string | null {
  const said = `${pod.cause?.reason} ${pod.cause?.lastReason}`;
  const container = findCulprit(pod);
  if (!said.includes('OOMKilled') || container === undefined) return null;
  const { limits, requests } = container;
  if (limits == null && requests == null) return null;
  const asked = requests == null ? '' : ` (requests ${wordQuantities(requests)})`;
  return `${limits == null ? 'none' : wordQuantities(limits)}${asked}`;
}

function wordQuantities(all: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([name, quantity]) => `${name} ${quantity}`)
    .join(', ');
}
