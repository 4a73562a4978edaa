import type { FoldedEvent } from '../kubernetes/event.ts';
import type { KubernetesJob } from '../kubernetes/objects.ts';
import type { K8sJobStatus } from '../model/job.ts';
import { compareText } from '../model/order.ts';
import { findGoneEvent } from './kill-event.ts';

type GonePods = NonNullable<K8sJobStatus['podsGone']>;

/** So many tell why; a Job may have lost thousands. */
const TOLD_PODS = 10;

/** What events tell of the pods of a Job that are no longer there; the events in the order of their last time. */
export function findGonePods(
  job: KubernetesJob,
  missing: number,
  ofPods: readonly FoldedEvent[],
  found: ReadonlySet<string>,
): GonePods {
  if (missing === 0) return [];
  const isOwn = openNameCheck(job);
  const byName = Map.groupBy(
    ofPods.filter(({ name, namespace, lastTime }) => {
      const isOfTime = lastTime >= (job.metadata.creationTimestamp ?? '');
      return (
        isOfTime && namespace === job.metadata.namespace && name !== null && !found.has(name) && isOwn(name)
      );
    }),
    ({ name }) => name ?? '',
  );
  return [...byName]
    .flatMap(([podName, events]) => {
      const event = findGoneEvent(events);
      if (event === null) return [];
      const { reason, message, count, firstTime, lastTime } = event;
      return [{ podName, reason, message, count, firstTime, lastTime }];
    })
    .toSorted((a, b) => compareText(b.lastTime, a.lastTime))
    .slice(0, Math.min(missing, TOLD_PODS));
}

/** Behind it stand five letters. https://github.com/kubernetes/kubernetes/blob/v1.36.2/staging/src/k8s.io/apiserver/pkg/storage/names/generate.go */
const MOST_BASE = 58;

/**
 * Pods of a Job are called after it, with an index where they have one, and five letters.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/indexed_job_utils.go (podGenerateNameWithIndex)
 */
export function openNameCheck({ metadata, spec }: KubernetesJob): (podName: string) => boolean {
  const { name } = metadata;
  return (podName) => {
    const [, base, index] = /^(.*?(-\d+-)?)[a-z0-9]{5}$/.exec(podName) ?? [];
    if (spec?.completionMode !== 'Indexed') return base === `${name}-`.slice(0, MOST_BASE);
    return index !== undefined && base === `${name.slice(0, MOST_BASE - index.length)}${index}`;
  };
}
