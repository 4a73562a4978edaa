import type { CoreV1Event } from '@kubernetes/client-node';
import * as z from 'zod';
import { compareText } from '../model/order.ts';
import { readFields } from './read-fields.ts';

const text = z.string().nullish();
const count = z.int().min(0).nullish();

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
export const kubernetesEvent = readFields<CoreV1Event>()(
  z.object({
    metadata: z.object({ uid: z.string().min(1), creationTimestamp: text }),
    involvedObject: z.object({ kind: text, namespace: text, name: text, uid: text, fieldPath: text }),
    type: text,
    reason: text,
    message: text,
    count,
    firstTimestamp: text,
    lastTimestamp: text,
    eventTime: text,
    series: z.object({ count, lastObservedTime: text }).nullish(),
  }),
);

export type KubernetesEvent = z.infer<typeof kubernetesEvent>;

/** Events that say the same of the same object, told once. */
export interface FoldedEvent {
  readonly uid: string | null;
  readonly kind: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  /** The container that it is about, where it is about one. */
  readonly containerName: string | null;
  readonly isWarning: boolean;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly firstTime: string;
  readonly lastTime: string;
}

/** Each once, with how often and when, the last one last. One without a type is taken for a warning. */
export function foldEvents(events: readonly KubernetesEvent[]): readonly FoldedEvent[] {
  const alike = Map.groupBy(events, ({ involvedObject, type, reason, message }) =>
    JSON.stringify([
      involvedObject.uid,
      involvedObject.name,
      involvedObject.fieldPath,
      type,
      reason,
      message,
    ]),
  );
  const folded = [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [foldAlike(first, group)];
  });
  return folded.toSorted((a, b) => compareText(a.lastTime, b.lastTime));
}

function foldAlike(
  { involvedObject, type, reason, message }: KubernetesEvent,
  group: readonly KubernetesEvent[],
): FoldedEvent {
  const { uid, kind, namespace, name, fieldPath } = involvedObject;
  const times = group.map(readTimes);
  return {
    uid: uid ?? null,
    kind: kind ?? null,
    namespace: namespace ?? null,
    name: name ?? null,
    // `spec.initContainers{fetch}`
    containerName: /\{(.+)\}$/.exec(fieldPath ?? '')?.[1] ?? null,
    isWarning: type !== 'Normal',
    reason: reason ?? '',
    message: (message ?? '').trim(),
    count: times.reduce((sum, each) => sum + each.count, 0),
    firstTime: times.map(({ first }) => first).toSorted(compareText)[0] ?? '',
    lastTime:
      times
        .map(({ last }) => last)
        .toSorted(compareText)
        .at(-1) ?? '',
  };
}

/** Which of its times and counts an event has depends on who wrote it, and with which API. */
function readTimes(event: KubernetesEvent): {
  readonly first: string;
  readonly last: string;
  readonly count: number;
} {
  const { series, firstTimestamp, lastTimestamp, eventTime, metadata } = event;
  const made = metadata.creationTimestamp ?? '';
  return {
    first: firstTimestamp ?? eventTime ?? made,
    last: series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? made,
    count: series?.count ?? event.count ?? 1,
  };
}
