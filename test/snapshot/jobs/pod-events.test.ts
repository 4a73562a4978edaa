import { describe, expect, it } from 'vitest';
import type { K8sPodStatus } from '../../../src/snapshot/model/pod.ts';
import { kubernetesEvent, type KubernetesEvent } from '../../../src/snapshot/kubernetes/event.ts';
import type { KubernetesPod } from '../../../src/snapshot/kubernetes/objects.ts';
import { describeObjects, type ClusterObjects } from '../../../src/snapshot/snapshot.ts';
import { condition, ended, makeJob, makePod, running, START, waiting } from '../kubernetes-objects.ts';

// What a real cluster of Kubernetes 1.36.2 said of Jobs that ended in these ways (test/fixtures/zoo), and the kubelet's reasons:
// https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/kubelet/events/event.go

const job = makeJob({ status: { startTime: START, active: 1 } });
const NOW = new Date('2026-11-22T19:00:00Z');

interface EventParts {
  readonly reason: string;
  readonly message: string;
  readonly type?: string;
  readonly container?: string;
  readonly at?: string;
  readonly count?: number;
  readonly of?: string;
}

let number = 0;
function makeEvent({ reason, message, type = 'Warning', ...rest }: EventParts): KubernetesEvent {
  const { container, at = '2026-11-22T18:55:09Z', count = 1, of = 'tuning-x7k2p' } = rest;
  number += 1;
  return kubernetesEvent.parse({
    metadata: { uid: `event-${number}`, creationTimestamp: at },
    involvedObject: {
      kind: 'Pod',
      namespace: 'trading-bots',
      name: of,
      uid: `${of}-uid`,
      fieldPath: container === undefined ? undefined : `spec.containers{${container}}`,
    },
    type,
    reason,
    message,
    count,
    firstTimestamp: at,
    lastTimestamp: at,
  });
}

function describePodOf(
  pod: KubernetesPod,
  events: readonly KubernetesEvent[],
  surroundings: Partial<ClusterObjects> = {},
): K8sPodStatus {
  const { pods } = describeObjects({ jobs: [job], pods: [pod], events, now: NOW, ...surroundings });
  const described = pods.find(({ podName }) => podName === pod.metadata.name);
  if (described === undefined) throw new Error('The pod was not described');
  return described;
}

const CREATING = makePod({
  job,
  phase: 'Pending',
  status: { conditions: [{ type: 'PodReadyToStartContainers', status: 'False', lastTransitionTime: START }] },
  main: [{ state: waiting('ContainerCreating') }],
});
const NOISE = makeEvent({
  reason: 'MissingClusterDNS',
  message: 'kubelet does not have ClusterDNS IP configured',
  at: '2026-11-22T18:59:50Z',
  count: 94,
});

describe('a pod that does not start', () => {
  it.each([
    ['FailedMount', 'MountVolume.SetUp failed for volume "conf" : configmap "nope" not found'],
    ['FailedAttachVolume', 'AttachVolume.Attach failed for volume "pvc-1" : volume is in use'],
    ['FailedCreatePodSandBox', 'Failed to create pod sandbox: no runtime for "nohandler" is configured'],
    ['NetworkNotReady', 'network is not ready: cni plugin not initialized'],
    ['SomethingOf2040', 'a warning that nobody knows yet'],
  ])('says why by its event %s, not by the newest warning', (reason, message) => {
    const pod = describePodOf(CREATING, [makeEvent({ reason, message, count: 18 }), NOISE]);

    expect(pod.cause).toMatchObject({
      source: 'event',
      containerName: null,
      reason,
      message,
      exitCode: null,
    });
    expect(pod.causeEvent).toMatchObject({ reason, count: 18 });
  });

  it('makes its Job wait, with the same words', () => {
    const event = makeEvent({ reason: 'FailedMount', message: 'secret "nope" not found' });

    const { jobs } = describeObjects({ jobs: [job], pods: [CREATING], events: [event], now: NOW });

    expect(jobs).toMatchObject([
      {
        outcome: ['waiting'],
        reason: 'FailedMount',
        message: 'pod tuning-x7k2p: FailedMount: secret "nope" not found',
      },
    ]);
  });

  it('is not explained by what was told before its sandbox was ready', () => {
    const ready = {
      type: 'PodReadyToStartContainers',
      status: 'True',
      lastTransitionTime: '2026-11-22T18:59:30Z',
    };
    const pod = makePod({
      job,
      phase: 'Pending',
      status: { startTime: '2026-11-22T18:59:20Z', conditions: [ready] },
      main: [{ state: waiting('ContainerCreating') }],
    });

    const described = describePodOf(pod, [makeEvent({ reason: 'FailedMount', message: 'not yet there' })]);

    expect(described.cause).toBeNull();
  });

  it.each([
    {
      title: 'what is not ready, when no event does',
      known: true,
      conditions: [{ type: 'PodReadyToStartContainers', status: 'False', lastTransitionTime: START }],
      message:
        'since 2026-11-22T18:55:03Z: its volumes, its sandbox or its network are not ready (PodReadyToStartContainers is False)',
    },
    {
      title: 'that it is its image or its container, when the sandbox is ready',
      known: true,
      conditions: [{ type: 'PodReadyToStartContainers', status: 'True', lastTransitionTime: START }],
      message:
        'since 2026-11-22T18:55:03Z: its sandbox and its volumes are ready, its image or its container is not',
    },
    {
      title: 'that its events could not be read',
      known: false,
      conditions: [],
      message: 'since 2026-11-22T18:55:03Z; its events, which may say why, could not be read',
    },
  ])('for minutes says $title', ({ known, conditions, message }) => {
    const pod = makePod({
      job,
      phase: 'Pending',
      status: { conditions },
      main: [{ state: waiting('ContainerCreating') }],
    });

    const described = describePodOf(pod, [NOISE], { eventsAreKnown: known });

    expect(described.cause).toMatchObject({ source: 'pod', reason: 'ContainerCreating', message });
    expect(described.causeSince).toBe(START);
  });

  it('for seconds has nothing to say, and its Job has kubectl’s word for it', () => {
    const pod = { now: new Date('2026-11-22T18:55:20Z') };

    const { jobs, pods } = describeObjects({ jobs: [job], pods: [CREATING], events: [], ...pod });

    expect(pods[0]?.cause).toBeNull();
    expect(jobs).toMatchObject([{ outcome: ['waiting'], reason: 'ContainerCreating' }]);
  });
});

const KILLED = makePod({ job, phase: 'Failed', main: [{ state: ended(137) }] });
const ON = { container: 'tuning-container' };

describe('a container that was killed', () => {
  it.each([
    {
      by: 'a liveness probe',
      events: [
        makeEvent({ reason: 'Unhealthy', message: 'Liveness probe failed: HTTP 500', ...ON }),
        makeEvent({
          reason: 'Killing',
          message: 'Stopping container tuning-container',
          type: 'Normal',
          ...ON,
        }),
      ],
      message: 'its liveness probe failed: HTTP 500',
    },
    {
      by: 'a startup probe',
      events: [
        makeEvent({
          reason: 'Killing',
          message: 'Container tuning-container failed startup probe, will be restarted',
          type: 'Normal',
          ...ON,
        }),
      ],
      message: 'its startup probe failed',
    },
    {
      by: 'a post-start hook',
      events: [
        makeEvent({ reason: 'FailedPostStartHook', message: 'PostStartHook failed', ...ON }),
        makeEvent({ reason: 'Killing', message: 'FailedPostStartHook', type: 'Normal', ...ON }),
      ],
      message: 'its post-start hook failed: PostStartHook failed',
    },
    {
      by: 'a pod of higher priority',
      events: [
        makeEvent({ reason: 'Preempted', message: 'Preempted by pod a1 on node worker-a', type: 'Normal' }),
      ],
      message: 'Preempted: Preempted by pod a1 on node worker-a',
    },
  ])('says so: $by', ({ events, message }) => {
    const { cause } = describePodOf(KILLED, [...events, NOISE]);

    expect(cause).toMatchObject({ reason: 'Error', exitCode: 137, message });
  });

  it('again and again says so of the last crash too, of which the kubelet tells no more', () => {
    const pod = makePod({
      job,
      main: [
        {
          state: waiting('CrashLoopBackOff', 'back-off 5m0s'),
          lastState: ended(137, { startedAt: '2026-11-22T18:58:00Z', finishedAt: '2026-11-22T18:58:03Z' }),
          restarts: 25,
        },
      ],
    });
    const message = 'Container tuning-container failed startup probe, will be restarted';

    const described = describePodOf(pod, [
      makeEvent({ reason: 'Killing', message, type: 'Normal', count: 6, ...ON }),
    ]);

    expect(described.cause?.message).toBe('back-off 5m0s; its startup probe failed');
    expect(described.causeEvent).toMatchObject({ reason: 'Killing', count: 6 });
  });

  it.each([
    [
      'of another container',
      KILLED,
      [makeEvent({ reason: 'FailedPostStartHook', message: 'of another', container: 'other' })],
    ],
    [
      'of long before',
      KILLED,
      [makeEvent({ reason: 'FailedPostStartHook', message: 'of before', at: '2026-11-22T18:00:00Z', ...ON })],
    ],
    [
      'of readiness, which kills nobody',
      KILLED,
      [
        makeEvent({ reason: 'Unhealthy', message: 'Readiness probe failed: HTTP 500', ...ON }),
        makeEvent({
          reason: 'Killing',
          message: 'Stopping container tuning-container',
          type: 'Normal',
          ...ON,
        }),
      ],
    ],
    [
      'of a probe that failed and led to nothing',
      KILLED,
      [makeEvent({ reason: 'Unhealthy', message: 'Liveness probe failed: HTTP 500', ...ON })],
    ],
    [
      'of a deletion, which stops it as well',
      makePod({
        job,
        metadata: { deletionTimestamp: START },
        phase: 'Failed',
        main: [{ state: ended(137) }],
      }),
      [
        makeEvent({ reason: 'Unhealthy', message: 'Liveness probe failed: HTTP 500', ...ON }),
        makeEvent({
          reason: 'Killing',
          message: 'Stopping container tuning-container',
          type: 'Normal',
          ...ON,
        }),
      ],
    ],
  ])('is not explained by an event %s', (_, pod, events) => {
    const { cause, causeEvent } = describePodOf(pod, events);

    expect({ message: cause?.message, causeEvent }).toEqual({ message: null, causeEvent: null });
  });

  it('for its memory says nothing else', () => {
    const pod = makePod({ job, phase: 'Failed', main: [{ state: ended(137, { reason: 'OOMKilled' }) }] });

    const { cause } = describePodOf(pod, [
      makeEvent({ reason: 'FailedPostStartHook', message: 'PostStartHook failed', ...ON }),
    ]);

    expect(cause).toMatchObject({ reason: 'OOMKilled', message: null });
  });

  it('says that its events could not be read', () => {
    const { cause } = describePodOf(KILLED, [], { eventsAreKnown: false });

    expect(cause?.message).toBe('what ended it may be told by its events, which could not be read');
  });
});

describe('a pod that is no longer there', () => {
  const lost = makeJob({
    status: { startTime: START, failed: 1, conditions: [condition('Failed', 'BackoffLimitExceeded')] },
  });

  it('is told by its events', () => {
    const events = [
      makeEvent({ reason: 'FailedScheduling', message: '0/2 nodes', of: 'tuning-48rwk' }),
      makeEvent({
        reason: 'Preempted',
        message: 'Preempted by pod a1 on node worker-a',
        type: 'Normal',
        of: 'tuning-48rwk',
      }),
      makeEvent({ reason: 'Killing', message: 'Stopping', type: 'Normal', of: 'tuning-48rwk' }),
      makeEvent({ reason: 'Killing', message: 'of another Job', type: 'Normal', of: 'tuning-two-48rwk' }),
    ];

    const { jobs } = describeObjects({ jobs: [lost], pods: [], events });

    expect(jobs[0]?.podsGone).toEqual([
      {
        podName: 'tuning-48rwk',
        reason: 'Preempted',
        message: 'Preempted by pod a1 on node worker-a',
        count: 1,
        firstTime: '2026-11-22T18:55:09Z',
        lastTime: '2026-11-22T18:55:09Z',
      },
    ]);
  });

  it.each([
    ['an index', 'tuning', 'Indexed', 'tuning-12-48rwk'],
    ['a long name', 'a'.repeat(60), 'NonIndexed', `${'a'.repeat(58)}48rwk`],
    ['a long name and an index', 'a'.repeat(60), 'Indexed', `${'a'.repeat(54)}-12-48rwk`],
  ])('is known by the name of its Job: %s', (_, name, completionMode, of) => {
    const { status } = lost;
    const named = makeJob({ name, spec: { completions: 20, completionMode }, status });

    const { jobs } = describeObjects({
      jobs: [named],
      pods: [],
      events: [makeEvent({ reason: 'Evicted', message: 'low on memory', of })],
    });

    expect(jobs[0]?.podsGone).toMatchObject([{ podName: of, reason: 'Evicted' }]);
  });

  it.each([
    ['is there', 'tuning-x7k2p', '2026-11-22T18:55:09Z', [makePod({ job: lost })]],
    ['is of an earlier Job of that name', 'tuning-48rwk', '2026-11-22T18:00:00Z', []],
  ])('is not one that %s', (_, of, at, pods) => {
    const events = [makeEvent({ reason: 'Evicted', message: 'low on memory', of, at })];

    const { jobs } = describeObjects({ jobs: [lost], pods, events });

    expect(jobs[0]?.podsGone).toEqual([]);
  });
});

describe('a pod that is held', () => {
  const app = { name: 'app', state: ended(0, { finishedAt: '2026-11-22T18:55:09Z' }) };
  const proxy = { name: 'istio-proxy', state: running() };

  it('by a container that runs on says which has ended, which runs on, and since when', () => {
    const pod = makePod({ job, main: [app, proxy] });

    const { jobs, pods } = describeObjects({ jobs: [job], pods: [pod], events: [], now: NOW });

    expect(pods[0]).toMatchObject({
      causeSince: '2026-11-22T18:55:09Z',
      cause: {
        source: 'main',
        containerName: 'app',
        reason: 'HeldByContainer',
        exitCode: 0,
        message: 'ended 2026-11-22T18:55:09Z; container istio-proxy runs on, and the pod with it',
      },
    });
    expect(jobs).toMatchObject([{ phase: 'RUNNING', outcome: [], reason: 'HeldByContainer' }]);
  });

  it('beside a container that failed says so too', () => {
    const pod = makePod({ job, main: [{ ...app, state: ended(6) }, proxy] });

    const { cause } = describePodOf(pod, []);

    expect(cause).toMatchObject({
      reason: 'Error',
      exitCode: 6,
      message: 'container istio-proxy runs on since it ended 2026-11-22T18:55:09Z',
    });
  });

  it('for seconds is not: containers that end together end one after the other', () => {
    const now = new Date('2026-11-22T18:55:20Z');

    const { cause } = describePodOf(makePod({ job, main: [app, proxy] }), [], { now });

    expect(cause).toBeNull();
  });
});

const init = (seconds: number) => ({
  name: 'fetch',
  state: ended(0, {
    startedAt: '2026-11-22T18:55:00Z',
    finishedAt: `2026-11-22T18:55:${String(seconds).padStart(2, '0')}Z`,
  }),
});

describe('an init container that runs', () => {
  const slow = makePod({
    job,
    name: 'tuning-slow',
    phase: 'Pending',
    init: [{ name: 'fetch', state: { running: { startedAt: '2026-11-22T18:55:05Z' } } }],
    main: [{ state: waiting('PodInitializing') }],
  });

  it('for longer than its peers took says which, and since when', () => {
    const peers = [1, 7].map((seconds) => makePod({ job, name: `tuning-${seconds}`, init: [init(seconds)] }));

    const { cause, causeSince } = describePodOf(slow, [], { pods: [slow, ...peers] });

    expect(cause).toMatchObject({
      source: 'init',
      containerName: 'fetch',
      reason: 'InitRunsLong',
      message: 'runs since 2026-11-22T18:55:05Z; in other pods it took 7 s at most',
    });
    expect(causeSince).toBe('2026-11-22T18:55:05Z');
  });

  it.each([
    ['for five minutes without a peer', NOW, null],
    ['for an hour without a peer', new Date('2026-11-22T19:55:05Z'), 'runs since 2026-11-22T18:55:05Z'],
  ])('%s is measured by what is usual', (_, now, message) => {
    const { cause } = describePodOf(slow, [], { now });

    expect(cause?.message ?? null).toBe(message);
  });
});

describe('a pod whose native sidecar runs', () => {
  const sidecar = { name: 'proxy', restartPolicy: 'Always', state: running() };

  it.each([
    {
      title: 'waits while its main container waits',
      pod: makePod({
        job,
        phase: 'Pending',
        init: [sidecar],
        main: [{ state: waiting('CreateContainerConfigError', 'configmap "nope" not found') }],
      }),
      outcome: ['waiting'],
    },
    {
      title: 'waits while its init container crashes',
      pod: makePod({
        job,
        phase: 'Pending',
        init: [sidecar, { name: 'migrate', state: waiting('CrashLoopBackOff'), lastState: ended(9) }],
        main: [{ state: waiting('PodInitializing') }],
      }),
      outcome: ['waiting'],
    },
    {
      title: 'does not wait when its main container is through: it ends',
      pod: makePod({ job, init: [sidecar], main: [{ state: ended(0) }] }),
      outcome: [],
    },
    {
      title: 'runs while its init container runs',
      pod: makePod({
        job,
        phase: 'Pending',
        init: [sidecar, { name: 'migrate', state: running() }],
        main: [{ state: waiting('PodInitializing') }],
      }),
      outcome: [],
    },
  ])('$title', ({ pod, outcome }) => {
    const { jobs } = describeObjects({ jobs: [job], pods: [pod], events: [] });

    expect(jobs).toMatchObject([{ outcome }]);
  });
});
