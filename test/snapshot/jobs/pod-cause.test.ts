import { describe, expect, it } from 'vitest';
import type { K8sPodCause } from '../../../src/snapshot/model/pod.ts';
import { wordPodCause } from '../../../src/snapshot/jobs/pod-cause.ts';
import { describePod } from '../../../src/snapshot/jobs/pod-status.ts';
import { condition, ended, makePod, running, waiting, type PodParts } from '../kubernetes-objects.ts';

interface Example {
  readonly title: string;
  readonly pod: PodParts;
  /** What is not given is null. */
  readonly cause: Partial<K8sPodCause> & Pick<K8sPodCause, 'source' | 'reason'>;
  readonly words: string;
}

const NOTHING = {
  containerName: null,
  lastReason: null,
  message: null,
  exitCode: null,
  signal: null,
  restarts: null,
};

const UNSCHEDULABLE = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'Unschedulable',
  message: '0/2 nodes are available: 2 Insufficient memory.',
};
const DISRUPTED = condition(
  'DisruptionTarget',
  'PreemptionByScheduler',
  'preempting to accommodate a higher priority pod',
);
const MAIN = { source: 'main', containerName: 'tuning-container', restarts: 0 } as const;

const POD_AND_NODE: readonly Example[] = [
  {
    title: 'evicted: what the pod itself says comes before how its containers ended',
    pod: {
      phase: 'Failed',
      status: {
        reason: 'Evicted',
        message: 'The node was low on resource: memory. ',
        conditions: [DISRUPTED],
      },
      main: [{ state: ended(137) }],
    },
    cause: { source: 'pod', reason: 'Evicted', message: 'The node was low on resource: memory. ' },
    words: 'Evicted: The node was low on resource: memory.',
  },
  {
    title: 'the node was lost',
    pod: { phase: 'Unknown', status: { reason: 'NodeLost' } },
    cause: { source: 'pod', reason: 'NodeLost' },
    words: 'NodeLost',
  },
  {
    title: "the pod's own deadline passed",
    pod: { phase: 'Failed', status: { reason: 'DeadlineExceeded' }, main: [{ state: ended(143) }] },
    cause: { source: 'pod', reason: 'DeadlineExceeded' },
    words: 'DeadlineExceeded',
  },
  {
    title: 'no node takes it',
    pod: { phase: 'Pending', nodeName: null, status: { conditions: [UNSCHEDULABLE, DISRUPTED] }, main: [{}] },
    cause: { source: 'scheduling', reason: 'Unschedulable', message: UNSCHEDULABLE.message },
    words: 'Unschedulable: 0/2 nodes are available: 2 Insufficient memory.',
  },
  {
    title: 'it waits at a scheduling gate',
    pod: {
      phase: 'Pending',
      nodeName: null,
      status: { conditions: [{ ...UNSCHEDULABLE, reason: 'SchedulingGated', message: undefined }] },
      main: [{}],
    },
    cause: { source: 'scheduling', reason: 'SchedulingGated' },
    words: 'SchedulingGated',
  },
  {
    title: 'a disruption comes before how the containers ended because of it',
    pod: { phase: 'Failed', status: { conditions: [DISRUPTED] }, main: [{ state: ended(143) }] },
    cause: { source: 'disruption', reason: 'PreemptionByScheduler', message: DISRUPTED.message ?? null },
    words: 'PreemptionByScheduler: preempting to accommodate a higher priority pod',
  },
  {
    title: 'its node has never said anything of it',
    pod: {
      phase: 'Pending',
      nodeName: 'node-gone',
      status: { conditions: [condition('PodScheduled')] },
      init: [{ name: 'fetch-config' }],
      main: [{}],
    },
    cause: {
      source: 'node',
      reason: 'NoContainerStatus',
      message: 'bound to node node-gone, which has reported no container of it',
    },
    words: 'NoContainerStatus: bound to node node-gone, which has reported no container of it',
  },
];

const INIT_AND_SIDECAR: readonly Example[] = [
  {
    title: 'an init container failed: the main one only waits for it',
    pod: {
      phase: 'Failed',
      init: [{ name: 'fetch-config', state: ended(7) }],
      main: [{ state: waiting('PodInitializing') }],
    },
    cause: { source: 'init', containerName: 'fetch-config', reason: 'Error', exitCode: 7, restarts: 0 },
    words: 'init container fetch-config: Error, exit code 7',
  },
  {
    title: 'an init container that is tried again tells what ended it before',
    pod: {
      phase: 'Pending',
      init: [{ name: 'fetch-config', state: running(), lastState: ended(7), restarts: 2 }],
      main: [{ state: waiting('PodInitializing') }],
    },
    cause: { source: 'init', containerName: 'fetch-config', reason: 'Error', exitCode: 7, restarts: 2 },
    words: 'init container fetch-config: Error, exit code 7, 2 restarts',
  },
  {
    title: 'an init container that succeeded in the end is not the cause',
    pod: {
      phase: 'Failed',
      init: [{ name: 'fetch-config', state: ended(0), lastState: ended(7), restarts: 1 }],
      main: [{ state: ended(3) }],
    },
    cause: { ...MAIN, reason: 'Error', exitCode: 3 },
    words: 'container tuning-container: Error, exit code 3',
  },
  {
    title: 'a sidecar that cannot start keeps the main container from starting',
    pod: {
      phase: 'Pending',
      init: [
        { name: 'log-shipper', restartPolicy: 'Always', state: waiting('ImagePullBackOff', 'Back-off') },
      ],
      main: [{ state: waiting('PodInitializing') }],
    },
    cause: {
      source: 'sidecar',
      containerName: 'log-shipper',
      reason: 'ImagePullBackOff',
      message: 'Back-off',
      restarts: 0,
    },
    words: 'sidecar container log-shipper: ImagePullBackOff: Back-off',
  },
  {
    title: 'a sidecar that was killed when the main container had failed is not the cause',
    pod: {
      phase: 'Failed',
      init: [{ name: 'log-shipper', restartPolicy: 'Always', state: ended(137) }],
      main: [{ state: ended(3) }],
    },
    cause: { ...MAIN, reason: 'Error', exitCode: 3 },
    words: 'container tuning-container: Error, exit code 3',
  },
  {
    title: 'a sidecar that crashes beside a healthy main container is told',
    pod: {
      init: [
        { name: 'log-shipper', restartPolicy: 'Always', state: running(), lastState: ended(1), restarts: 3 },
      ],
    },
    cause: { source: 'sidecar', containerName: 'log-shipper', reason: 'Error', exitCode: 1, restarts: 3 },
    words: 'sidecar container log-shipper: Error, exit code 1, 3 restarts',
  },
];

const MAIN_CONTAINERS: readonly Example[] = [
  ...[
    'ErrImagePull',
    'ImagePullBackOff',
    'InvalidImageName',
    'CreateContainerConfigError',
    'RunContainerError',
  ].map((reason) => ({
    title: `waits with ${reason}`,
    pod: { phase: 'Pending', main: [{ state: waiting(reason, 'why it waits') }] },
    cause: { ...MAIN, reason, message: 'why it waits' },
    words: `container tuning-container: ${reason}: why it waits`,
  })),
  {
    title: 'OOMKilled hides in the last state during a crash loop',
    pod: {
      main: [
        {
          state: waiting('CrashLoopBackOff', 'back-off 40s restarting failed container'),
          lastState: ended(137, { reason: 'OOMKilled' }),
          restarts: 4,
        },
      ],
    },
    cause: {
      ...MAIN,
      reason: 'CrashLoopBackOff',
      lastReason: 'OOMKilled',
      message: 'back-off 40s restarting failed container',
      exitCode: 137,
      restarts: 4,
    },
    words:
      'container tuning-container: CrashLoopBackOff after OOMKilled, exit code 137, 4 restarts: ' +
      'back-off 40s restarting failed container',
  },
  {
    title: 'runs again after a crash: still worth knowing',
    pod: { main: [{ state: running(), lastState: ended(137, { reason: 'OOMKilled' }), restarts: 1 }] },
    cause: { ...MAIN, reason: 'OOMKilled', exitCode: 137, restarts: 1 },
    words: 'container tuning-container: OOMKilled, exit code 137, 1 restart',
  },
  {
    title: 'is about to start again after a crash',
    pod: { main: [{ state: waiting('ContainerCreating'), lastState: ended(2), restarts: 1 }] },
    cause: { ...MAIN, reason: 'Error', exitCode: 2, restarts: 1 },
    words: 'container tuning-container: Error, exit code 2, 1 restart',
  },
  {
    title: 'ended by a signal, with what the program wrote last',
    pod: {
      phase: 'Failed',
      main: [{ state: ended(139, { signal: 11, message: 'order book is nil\n' }) }],
    },
    cause: { ...MAIN, reason: 'Error', exitCode: 139, signal: 11, message: 'order book is nil\n' },
    words: 'container tuning-container: Error, exit code 139, signal 11: order book is nil',
  },
  {
    title: 'ended without a reason: an exit code that is not 0 is an error',
    pod: { phase: 'Failed', main: [{ state: ended(3, { reason: undefined, signal: 0 }) }] },
    cause: { ...MAIN, reason: 'Error', exitCode: 3 },
    words: 'container tuning-container: Error, exit code 3',
  },
  {
    title: 'of several that failed the first to end is the cause: the others were stopped because of it',
    pod: {
      phase: 'Failed',
      main: [
        { name: 'order-feed', state: ended(143, { finishedAt: '2026-11-22T18:55:12Z' }) },
        { name: 'optimizer', state: ended(3, { finishedAt: '2026-11-22T18:55:10Z' }) },
      ],
    },
    cause: { source: 'main', containerName: 'optimizer', reason: 'Error', exitCode: 3, restarts: 0 },
    words: 'container optimizer: Error, exit code 3',
  },
];

const UNREMARKABLE: readonly { readonly title: string; readonly pod: PodParts }[] = [
  { title: 'runs', pod: {} },
  {
    title: 'runs with a sidecar, which runs as well',
    pod: { init: [{ name: 'log-shipper', restartPolicy: 'Always', state: running() }] },
  },
  {
    title: 'is on its healthy way up',
    pod: {
      phase: 'Pending',
      init: [{ name: 'fetch-config', state: waiting('PodInitializing') }],
      main: [{ state: waiting('ContainerCreating') }],
    },
  },
  {
    title: 'waits for a node, and the scheduler has not said anything yet',
    pod: { phase: 'Pending', nodeName: null, main: [{}] },
  },
  {
    title: 'waits for a node, and nobody knows whether it found one',
    pod: {
      phase: 'Pending',
      nodeName: null,
      status: { conditions: [{ ...UNSCHEDULABLE, status: 'Unknown' }] },
      main: [{}],
    },
  },
  {
    title: 'succeeded, though it restarted and its sidecar was killed at the end',
    pod: {
      phase: 'Succeeded',
      init: [{ name: 'log-shipper', restartPolicy: 'Always', state: ended(137) }],
      main: [{ state: ended(0), lastState: ended(1), restarts: 1 }],
    },
  },
  {
    title: 'runs while somebody looks into it with an ephemeral container, which failed',
    pod: { ephemeral: [{ name: 'debugger', state: ended(1) }] },
  },
  {
    title: 'has a condition DisruptionTarget that does not hold',
    pod: { status: { conditions: [{ ...DISRUPTED, status: 'False' }] } },
  },
];

describe('the cause of a pod', () => {
  describe.each([
    ['the pod, its scheduling, what disrupted it, its node', POD_AND_NODE],
    ['its init containers and sidecars', INIT_AND_SIDECAR],
    ['its main containers', MAIN_CONTAINERS],
  ])('%s', (_, examples) => {
    it.each(examples)('$title', ({ pod, cause, words }) => {
      const parsed = makePod(pod);

      const described = describePod(parsed, null);

      expect(described.cause).toEqual({ ...NOTHING, ...cause });
      expect(described.cause === null ? '' : wordPodCause(described.cause)).toBe(words);
    });
  });

  it.each(UNREMARKABLE)('is none for one that $title', ({ pod }) => {
    const parsed = makePod(pod);

    const described = describePod(parsed, null);

    expect(described.cause).toBeNull();
  });
});
