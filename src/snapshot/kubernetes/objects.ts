import type { V1Job, V1Pod } from '@kubernetes/client-node';
import * as z from 'zod';
import { container, containerStatus, type containerState } from './container.ts';
import { count, list, text } from './fields.ts';
import { objectName } from '../model/names.ts';
import { readFields } from './read-fields.ts';

// The part of the Kubernetes API that a snapshot reads. Go leaves out what is not set, and sends `null` for some empty
// lists and maps. In a Job's status null is what was sent and could not be understood.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/

const ownerReference = z.object({
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().nullish(),
});

// A label that was emptied because it was malformed costs itself, not the others.
const labels = z
  .record(z.string(), z.string().nullable())
  .nullish()
  .transform((all) =>
    Object.fromEntries(
      Object.entries(all ?? {}).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    ),
  );

const metadata = z.object({
  name: objectName,
  namespace: objectName,
  uid: z.string().min(1),
  labels,
  // Of the annotations this one only: others may be long.
  annotations: z.object({ 'batch.kubernetes.io/job-completion-index': text }).nullish(),
  creationTimestamp: text,
  deletionTimestamp: text,
  ownerReferences: list(ownerReference),
});

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: text,
  message: text,
  lastTransitionTime: text,
});

const labelSelector = z.object({
  matchLabels: z.record(z.string(), z.string()).nullish(),
  matchExpressions: list(z.object({ key: z.string(), operator: z.string(), values: list(z.string()) })),
});

const podFailurePolicy = z.object({
  rules: list(
    z.object({
      action: text,
      onExitCodes: z.object({ containerName: text, operator: text, values: list(z.int()) }).nullish(),
      onPodConditions: list(z.object({ type: text, status: text })),
    }),
  ),
});

export const kubernetesJob = readFields<V1Job>()(
  z.object({
    metadata,
    spec: z
      .object({
        completions: count,
        parallelism: count,
        completionMode: text,
        backoffLimit: count,
        backoffLimitPerIndex: count,
        suspend: z.boolean().nullish(),
        managedBy: text,
        podReplacementPolicy: text,
        podFailurePolicy: podFailurePolicy.nullish(),
        ttlSecondsAfterFinished: count,
        selector: labelSelector.nullish(),
        template: z.object({ spec: z.object({ restartPolicy: text }).nullish() }).nullish(),
      })
      .nullish(),
    status: z
      .object({
        startTime: text,
        completionTime: text,
        active: count,
        succeeded: count,
        failed: count,
        ready: count,
        terminating: count,
        completedIndexes: text,
        failedIndexes: text,
        uncountedTerminatedPods: z
          .object({ succeeded: list(z.string()), failed: list(z.string()) })
          .nullish(),
        // Null when one of them could not be understood: a phase judged by the others would be a guess.
        conditions: z.array(condition).nullish(),
      })
      .nullish(),
  }),
);

export const kubernetesPod = readFields<V1Pod>()(
  z.object({
    metadata,
    spec: z
      .object({
        nodeName: text,
        restartPolicy: text,
        serviceAccountName: text,
        priorityClassName: text,
        initContainers: list(container),
        containers: list(container),
        ephemeralContainers: list(container),
      })
      .nullish(),
    status: z
      .object({
        phase: text,
        reason: text,
        message: text,
        startTime: text,
        conditions: list(condition),
        initContainerStatuses: list(containerStatus),
        containerStatuses: list(containerStatus),
        ephemeralContainerStatuses: list(containerStatus),
      })
      .nullish(),
  }),
);

export type KubernetesJob = z.infer<typeof kubernetesJob>;
export type KubernetesPod = z.infer<typeof kubernetesPod>;
export type KubernetesCondition = z.infer<typeof condition>;
export type KubernetesContainerStatus = z.infer<typeof containerStatus>;
export type KubernetesContainer = z.infer<typeof container>;
export type KubernetesContainerState = z.infer<typeof containerState>;

/** The condition of that type, if it holds: one with the status "False" or "Unknown" says nothing. */
export function findTrueCondition(
  conditions: readonly KubernetesCondition[] | null | undefined,
  type: string,
): KubernetesCondition | undefined {
  return conditions?.find((each) => each.type === type && each.status === 'True');
}
