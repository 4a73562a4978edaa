import type { FoldedEvent } from '../kubernetes/event.ts';
import type { KubernetesJob } from '../kubernetes/objects.ts';
import type { K8sJobStatus } from '../model/job.ts';
import { compareText } from '../model/order.ts';
import { findGoneEvent } from './kill-event.ts';

type GonePods = NonNullable<K8sJobStatus['podsGone']>;

/** So many tell why; a Job may have lost thousands. */
const TOLD_PODS = 10;

/** What events tell of the pods of a Job that are no longer there; the events of its lost pods, in the order of their last time. */
export function findGonePods(
  { metadata }: KubernetesJob,
  missing: number,
  ofPods: readonly FoldedEvent[],
): GonePods {
  if (missing === 0) return [];
  // An earlier Job of the same name had pods of such names too.
  const ofTime = ofPods.filter(({ lastTime }) => lastTime >= (metadata.creationTimestamp ?? ''));
  return [...Map.groupBy(ofTime, ({ name }) => name ?? '')]
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
/** `-`, the largest index, `-`. */
const MOST_INDEX = 12;

/**
 * Tells the UID of the Job by whose name a pod is called, or null: the name, an index where it has one, and five letters.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/indexed_job_utils.go (podGenerateNameWithIndex)
 */
export function openPodNames(
  jobs: readonly KubernetesJob[],
): (namespace: string, podName: string) => string | null {
  const [plain, indexed] = [new Map<string, string>(), new Map<string, string>()];
  for (const { metadata, spec } of jobs) {
    const { namespace, name, uid } = metadata;
    if (spec?.completionMode !== 'Indexed') plain.set(`${namespace}/${`${name}-`.slice(0, MOST_BASE)}`, uid);
    else
      // How much of a long name is left depends on the index.
      for (let size = MOST_BASE - MOST_INDEX; size < MOST_BASE; size += 1)
        indexed.set(`${namespace}/${name.slice(0, size)}`, uid);
  }
  return (namespace, podName) => {
    const [, base, index] = /^(.*?(-\d+-)?)[a-z0-9]{5}$/.exec(podName) ?? [];
    if (base === undefined) return null;
    const own = plain.get(`${namespace}/${base}`);
    if (own !== undefined || index === undefined) return own ?? null;
    return indexed.get(`${namespace}/${base.slice(0, -index.length)}`) ?? null;
  };
}
