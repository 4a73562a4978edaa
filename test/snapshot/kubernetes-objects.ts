import type * as z from 'zod';
import {
  kubernetesJob,
  kubernetesPod,
  type KubernetesJob,
  type KubernetesPod,
} from '../../src/snapshot/kubernetes/objects.ts';

// Jobs and pods as an API server sends them, with the defaults that it sets; a test gives what matters to it.

type JobInput = z.input<typeof kubernetesJob>;
type PodInput = z.input<typeof kubernetesPod>;
type PodStatusInput = NonNullable<PodInput['status']>;
type ContainerStatusInput = NonNullable<NonNullable<PodStatusInput['containerStatuses']>[number]>;
type StateInput = NonNullable<ContainerStatusInput['state']>;
type EndInput = NonNullable<StateInput['terminated']>;
type ConditionInput = NonNullable<NonNullable<PodStatusInput['conditions']>[number]>;

export interface JobParts {
  readonly name?: string;
  readonly metadata?: Partial<JobInput['metadata']>;
  readonly spec?: JobInput['spec'];
  readonly status?: JobInput['status'];
}

/** A container of a pod; without `state` the kubelet has said nothing of it yet. */
export interface ContainerParts {
  readonly name?: string;
  readonly restartPolicy?: string;
  readonly state?: StateInput;
  readonly lastState?: StateInput;
  readonly restarts?: number;
}

export interface PodParts {
  readonly name?: string;
  /** The Job that owns the pod. */
  readonly job?: KubernetesJob;
  readonly metadata?: Partial<PodInput['metadata']>;
  readonly phase?: string;
  readonly nodeName?: string | null;
  readonly status?: PodStatusInput;
  readonly init?: readonly ContainerParts[];
  readonly main?: readonly ContainerParts[];
  readonly ephemeral?: readonly ContainerParts[];
}

const NAMESPACE = 'trading-bots';
export const START = '2026-11-22T18:55:03Z';
export const END = '2026-11-22T18:55:19Z';

export function makeJob({ name = 'tuning', metadata, spec, status }: JobParts = {}): KubernetesJob {
  const uid = `${name}-uid`;
  return kubernetesJob.parse({
    metadata: {
      name,
      namespace: NAMESPACE,
      uid,
      labels: { app: 'arbitrage-tuning' },
      creationTimestamp: START,
      ...metadata,
    },
    spec:
      spec === null
        ? null
        : {
            parallelism: 1,
            completions: 1,
            completionMode: 'NonIndexed',
            backoffLimit: 6,
            suspend: false,
            selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
            template: { spec: { restartPolicy: 'Never' } },
            ...spec,
          },
    status: status === undefined ? {} : status,
  });
}

/** A condition that holds. */
export function condition(type: string, reason?: string, message?: string): ConditionInput {
  return { type, status: 'True', reason, message, lastTransitionTime: END };
}

export function makePod({
  job,
  name = `${job?.metadata.name ?? 'lone'}-x7k2p`,
  ...parts
}: PodParts): KubernetesPod {
  const { init = [], main = [{ state: running() }], ephemeral = [], nodeName = 'worker-a' } = parts;
  return kubernetesPod.parse({
    metadata: {
      name,
      namespace: NAMESPACE,
      uid: `${name}-uid`,
      labels: { app: 'arbitrage-tuning' },
      creationTimestamp: START,
      ownerReferences: job === undefined ? [] : [ownerReference(job)],
      ...parts.metadata,
    },
    spec: {
      nodeName,
      initContainers: init.map(specOf),
      containers: main.map(specOf),
      ephemeralContainers: ephemeral.map(specOf),
    },
    status: {
      phase: parts.phase ?? 'Running',
      startTime: START,
      initContainerStatuses: init.flatMap(statusOf),
      containerStatuses: main.flatMap(statusOf),
      ephemeralContainerStatuses: ephemeral.flatMap(statusOf),
      ...parts.status,
    },
  });
}

export function running(): StateInput {
  return { running: { startedAt: '2026-11-22T18:55:05Z' } };
}

export function waiting(reason: string, message?: string): StateInput {
  return { waiting: { reason, message } };
}

export function ended(exitCode: number, end: Partial<EndInput> = {}): StateInput {
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  return {
    terminated: {
      exitCode,
      reason,
      startedAt: '2026-11-22T18:55:05Z',
      finishedAt: '2026-11-22T18:55:09Z',
      ...end,
    },
  };
}

function ownerReference({
  metadata,
}: KubernetesJob): NonNullable<JobInput['metadata']['ownerReferences']>[number] {
  return { kind: 'Job', name: metadata.name, uid: metadata.uid, controller: true };
}

function specOf({ name = 'tuning-container', restartPolicy }: ContainerParts): {
  readonly name: string;
  readonly restartPolicy?: string | undefined;
} {
  return { name, restartPolicy };
}

function statusOf({ name = 'tuning-container', ...parts }: ContainerParts): readonly ContainerStatusInput[] {
  const { state, lastState, restarts = 0 } = parts;
  return state === undefined ? [] : [{ name, restartCount: restarts, state, lastState: lastState ?? {} }];
}
