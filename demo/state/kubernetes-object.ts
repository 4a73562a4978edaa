import * as z from 'zod';

// Only what the embedded cluster itself reads or moves is named; every other field is kept as it was recorded.

const metadataSchema = z.looseObject({
  name: z.string(),
  namespace: z.string(),
  uid: z.string(),
  resourceVersion: z.string(),
  creationTimestamp: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});

const containerStateSchema = z.looseObject({
  waiting: z.looseObject({ reason: z.string() }).optional(),
  running: z.looseObject({ startedAt: z.string() }).optional(),
  // Without times where the kubelet has lost the container: reason ContainerStatusUnknown.
  terminated: z
    .looseObject({
      startedAt: z.string().nullable(),
      finishedAt: z.string().nullable(),
      containerID: z.string().optional(),
    })
    .optional(),
});

const containerStatusSchema = z.looseObject({
  name: z.string(),
  state: containerStateSchema,
  lastState: containerStateSchema,
  restartCount: z.int(),
  containerID: z.string().optional(),
});

const containersSchema = z.array(z.looseObject({ name: z.string() }));
const conditionsSchema = z.array(z.looseObject({ type: z.string(), status: z.string() }));

export const jobSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({}),
  status: z.looseObject({ conditions: conditionsSchema.optional() }),
});

export const podSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({
    nodeName: z.string().optional(),
    initContainers: containersSchema.optional(),
    containers: containersSchema,
    ephemeralContainers: containersSchema.optional(),
  }),
  status: z.looseObject({
    phase: z.string(),
    conditions: conditionsSchema.optional(),
    initContainerStatuses: z.array(containerStatusSchema).optional(),
    containerStatuses: z.array(containerStatusSchema).optional(),
    ephemeralContainerStatuses: z.array(containerStatusSchema).optional(),
  }),
});

export const cronJobSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({ successfulJobsHistoryLimit: z.int() }),
  status: z.looseObject({}),
});

export const eventSchema = z.looseObject({
  metadata: metadataSchema,
  involvedObject: z.looseObject({ kind: z.string(), name: z.string() }),
  reason: z.string(),
  count: z.int().optional(),
});

export type Job = Readonly<z.infer<typeof jobSchema>>;
export type Pod = Readonly<z.infer<typeof podSchema>>;
export type ContainerStatus = Readonly<z.infer<typeof containerStatusSchema>>;
export type CronJob = Readonly<z.infer<typeof cronJobSchema>>;
export type Event = Readonly<z.infer<typeof eventSchema>>;
export type KubernetesObject = Job | Pod | CronJob | Event;

/** Of init, main and ephemeral containers, in this order. */
export function listContainerStatuses(pod: Pod): readonly ContainerStatus[] {
  return [
    ...(pod.status.initContainerStatuses ?? []),
    ...(pod.status.containerStatuses ?? []),
    ...(pod.status.ephemeralContainerStatuses ?? []),
  ];
}

/** The order of etcd's keys, in which the API server lists: `namespace/name`, byte by byte. */
export function compareKeys(a: KubernetesObject, b: KubernetesObject): number {
  return compareText(keyOf(a), keyOf(b));
}

/** By halves: a log is looked up among thousands of pods. @param objects in the order of {@link compareKeys} */
export function findByKey<Found extends KubernetesObject>(
  objects: readonly Found[],
  namespace: string | null,
  name: string,
): Found | undefined {
  const key = `${namespace ?? ''}/${name}`;
  let [low, high] = [0, objects.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const object = objects[middle];
    const order = object === undefined ? 0 : compareText(keyOf(object), key);
    if (order === 0) return object;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
