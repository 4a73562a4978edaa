import * as z from 'zod';
import { compareText } from '../model/order.ts';

const text = z.string().nullish();

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
export const kubernetesEvent = z.object({
  metadata: z.object({ uid: z.string().min(1), creationTimestamp: text }),
  involvedObject: z.object({ uid: text }),
  reason: text,
  message: text,
  lastTimestamp: text,
  eventTime: text,
  series: z.object({ lastObservedTime: text }).nullish(),
});

export type KubernetesEvent = z.infer<typeof kubernetesEvent>;

/** The last event of each object, by the object's UID. */
export function indexLastEvents(events: readonly KubernetesEvent[]): ReadonlyMap<string, KubernetesEvent> {
  const inOrder = events.toSorted((a, b) => compareText(timeOf(a), timeOf(b)));
  return new Map(
    inOrder.flatMap((event) => (event.involvedObject.uid == null ? [] : [[event.involvedObject.uid, event]])),
  );
}

/** Which of its times an event has depends on who wrote it, and with which API. */
function timeOf({ series, lastTimestamp, eventTime, metadata }: KubernetesEvent): string {
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
}
