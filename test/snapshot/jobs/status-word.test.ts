import { describe, expect, it } from 'vitest';
import {
  kubernetesJob,
  kubernetesPod,
  type KubernetesPod,
} from '../../../src/snapshot/kubernetes/objects.ts';
import { wordJobStatus, wordPodStatus } from '../../../src/snapshot/jobs/status-word.ts';
import { condition, makeJob } from '../kubernetes-objects.ts';

// The objects of Kubernetes' own tests of what kubectl prints, and what they expect of the columns READY and STATUS.
// https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/printers/internalversion/printers_test.go

interface Status {
  readonly name?: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly state?: object;
}

interface Example {
  readonly title: string;
  readonly phase: string;
  /** How many containers there are, or which init containers, `+` being a sidecar. */
  readonly containers: number;
  readonly init?: readonly string[];
  readonly initStatuses?: readonly Status[];
  readonly statuses?: readonly Status[];
  readonly reason?: string;
  readonly conditions?: readonly (readonly [type: string, status: string, reason?: string])[];
  readonly isDeleted?: boolean;
  readonly shows: readonly [ready: string, status: string];
}

const RUNNING = { running: {} };
const READY: Status = { ready: true, state: RUNNING };
const WAITING = (reason?: string) => ({ state: { waiting: { reason } } });
const ENDED = (exitCode: number, reason?: string, signal?: number) => ({
  state: { terminated: { exitCode, reason, signal } },
});
const NOTHING: Status = {};

const PRINT_POD: readonly Example[] = [
  {
    title: 'test1',
    phase: 'podPhase',
    containers: 2,
    statuses: [READY, NOTHING],
    shows: ['1/2', 'podPhase'],
  },
  {
    title: 'test2: an error of a container stands before the phase',
    phase: 'podPhase',
    containers: 2,
    statuses: [READY, WAITING('ContainerWaitingReason')],
    shows: ['1/2', 'ContainerWaitingReason'],
  },
  {
    title: 'test3: the first container has the last word',
    phase: 'podPhase',
    containers: 2,
    statuses: [WAITING('ContainerWaitingReason'), ENDED(0, 'ContainerTerminatedReason')],
    shows: ['0/2', 'ContainerWaitingReason'],
  },
  {
    title: 'test4: ready is not enough',
    phase: 'podPhase',
    containers: 2,
    statuses: [READY, { ready: true }],
    shows: ['1/2', 'podPhase'],
  },
  {
    title: 'test5: the reason of the pod',
    phase: 'podPhase',
    reason: 'podReason',
    containers: 2,
    statuses: [READY, { ready: true }],
    shows: ['1/2', 'podReason'],
  },
  {
    title: 'test6: one runs and one is through, without the ready condition',
    phase: 'Running',
    containers: 2,
    statuses: [{ ready: true, ...ENDED(0, 'Completed') }, READY],
    shows: ['1/2', 'NotReady'],
  },
  {
    title: 'test6: one runs and one is through, with the ready condition',
    phase: 'Running',
    containers: 2,
    statuses: [{ ready: true, ...ENDED(0, 'Completed') }, READY],
    conditions: [['Ready', 'True']],
    shows: ['1/2', 'Running'],
  },
  {
    title: 'test7: an init container runs',
    phase: 'podPhase',
    init: ['a'],
    containers: 1,
    initStatuses: [{ ready: false, state: RUNNING }],
    statuses: [WAITING()],
    shows: ['0/1', 'Init:0/1'],
  },
  {
    title: 'test8: the first of two init containers runs',
    phase: 'podPhase',
    init: ['a', 'b'],
    containers: 1,
    initStatuses: [{ state: RUNNING }, WAITING()],
    statuses: [WAITING()],
    shows: ['0/1', 'Init:0/2'],
  },
  {
    title: 'test9, test10: the second of two init containers runs',
    phase: 'podPhase',
    init: ['a', 'b'],
    containers: 1,
    initStatuses: [ENDED(0), { state: RUNNING }],
    statuses: [WAITING()],
    shows: ['0/1', 'Init:1/2'],
  },
  {
    title: 'test11: the init container is through',
    phase: 'Running',
    init: ['a'],
    containers: 1,
    initStatuses: [ENDED(0)],
    statuses: [{ state: RUNNING }],
    shows: ['0/1', 'Running'],
  },
  { title: 'test12', phase: 'Running', containers: 1, statuses: [READY], shows: ['1/1', 'Running'] },
  {
    title: 'test13, test14',
    phase: 'Running',
    containers: 2,
    statuses: [READY, READY],
    shows: ['2/2', 'Running'],
  },
  {
    title: 'test15: a scheduling gate',
    phase: 'podPhase',
    containers: 2,
    conditions: [['PodScheduled', 'False', 'SchedulingGated']],
    shows: ['0/2', 'SchedulingGated'],
  },
  {
    title: 'test16',
    phase: 'Succeeded',
    containers: 1,
    statuses: [ENDED(0, 'Completed')],
    shows: ['0/1', 'Completed'],
  },
  { title: 'test17', phase: 'Failed', containers: 1, statuses: [ENDED(1, 'Error')], shows: ['0/1', 'Error'] },
  {
    title: 'test18: a pod that succeeded and is being deleted',
    phase: 'Succeeded',
    isDeleted: true,
    containers: 1,
    statuses: [ENDED(0, 'Completed')],
    shows: ['0/1', 'Completed'],
  },
  {
    title: 'test19: a pod that runs and is being deleted',
    phase: 'Running',
    isDeleted: true,
    containers: 1,
    statuses: [{ ready: false, state: RUNNING }],
    shows: ['0/1', 'Terminating'],
  },
  { title: 'test20', phase: 'Pending', isDeleted: true, containers: 1, shows: ['0/1', 'Terminating'] },
  {
    title: 'test21: an error beside one that runs, kubernetes#107713',
    phase: 'Failed',
    containers: 2,
    statuses: [ENDED(1, 'podCrash'), READY],
    shows: ['1/2', 'podCrash'],
  },
  {
    title: 'test22: the same the other way round, kubernetes#107713',
    phase: 'Failed',
    containers: 2,
    statuses: [READY, ENDED(1, 'podCrash')],
    shows: ['1/2', 'podCrash'],
  },
  {
    title: 'test23: one runs, one failed, one is through',
    phase: 'Failed',
    containers: 3,
    statuses: [READY, ENDED(1, 'podCrash'), ENDED(0)],
    shows: ['1/3', 'podCrash'],
  },
  {
    title: 'test24: the same, not ready',
    phase: 'Failed',
    containers: 3,
    statuses: [{ state: RUNNING }, ENDED(1, 'podCrash'), ENDED(0)],
    shows: ['0/3', 'podCrash'],
  },
];

const SIDECARS: readonly Example[] = [
  {
    title: 'test1: two sidecars, the first runs and has not started',
    phase: 'Pending',
    init: ['a+', 'b+'],
    containers: 1,
    initStatuses: [
      { ready: false, started: false, state: RUNNING },
      { started: false, ...WAITING() },
    ],
    statuses: [WAITING()],
    conditions: [['Initialized', 'False']],
    shows: ['0/3', 'Init:0/2'],
  },
  {
    title: 'test1: two sidecars, the first has started',
    phase: 'Pending',
    init: ['a+', 'b+'],
    containers: 1,
    initStatuses: [
      { ready: false, started: true, state: RUNNING },
      { ready: false, started: false, state: RUNNING },
    ],
    statuses: [WAITING()],
    conditions: [['Initialized', 'False']],
    shows: ['0/3', 'Init:1/2'],
  },
  {
    title: 'test2: two sidecars started and the container runs',
    phase: 'Running',
    init: ['a+', 'b+'],
    containers: 1,
    initStatuses: [
      { ready: false, started: true, state: RUNNING },
      { ready: false, started: true, state: RUNNING },
    ],
    statuses: [READY],
    conditions: [['Initialized', 'True']],
    shows: ['1/3', 'Running'],
  },
  {
    title: 'test3: two sidecars that were ended, and the container is through',
    phase: 'Succeeded',
    init: ['a+', 'b+'],
    containers: 1,
    initStatuses: [
      { started: false, ...ENDED(137, 'Error') },
      { started: false, ...ENDED(137, 'Error') },
    ],
    statuses: [ENDED(0, 'Completed')],
    conditions: [['Initialized', 'True']],
    shows: ['0/3', 'Completed'],
  },
  {
    title: 'test4: statuses of containers that the pod has not',
    phase: 'Running',
    init: ['init1', 'sidecar1+'],
    containers: 1,
    initStatuses: [{ name: 'initinvalid' }, { name: 'init1' }, { name: 'sidecar1' }],
    statuses: [{ name: 'containerinvalid' }, { name: 'c0' }],
    shows: ['0/2', 'Init:0/2'],
  },
];

const PHASES = ['Running', 'Pending', 'Unknown', 'Succeeded', 'Failed'].map((phase): Example => ({
  title: `TestPrintNonTerminatedPod, TestPrintPodConditions: the phase ${phase}`,
  phase,
  containers: 2,
  statuses: [READY, NOTHING],
  shows: ['1/2', phase],
}));

const BEYOND: readonly Example[] = [
  {
    title: 'a lost node',
    phase: 'Running',
    reason: 'NodeLost',
    isDeleted: true,
    containers: 1,
    statuses: [READY],
    shows: ['1/1', 'Unknown'],
  },
  {
    title: 'an init container that a signal ended',
    phase: 'Failed',
    init: ['a'],
    containers: 1,
    initStatuses: [ENDED(137, '', 9)],
    shows: ['0/1', 'Init:Signal:9'],
  },
  {
    title: 'an init container that crashes',
    phase: 'Pending',
    init: ['a'],
    containers: 1,
    initStatuses: [WAITING('CrashLoopBackOff')],
    statuses: [WAITING('PodInitializing')],
    shows: ['0/1', 'Init:CrashLoopBackOff'],
  },
  {
    title: 'all init containers through, the container not yet made',
    phase: 'Pending',
    init: ['a'],
    containers: 1,
    initStatuses: [ENDED(0, 'Completed')],
    statuses: [WAITING('PodInitializing')],
    shows: ['0/1', 'PodInitializing'],
  },
  {
    title: 'an exit code without a reason',
    phase: 'Failed',
    containers: 1,
    statuses: [ENDED(3)],
    shows: ['0/1', 'ExitCode:3'],
  },
];

describe("the word and the count of kubectl get pods, by Kubernetes' own tests", () => {
  it.each([...PRINT_POD, ...SIDECARS, ...PHASES, ...BEYOND])('$title', (example) => {
    const pod = makePrintedPod(example);

    const { ready, status } = wordPodStatus(pod);

    expect([ready, status]).toEqual(example.shows);
  });
});

describe("the word of kubectl get jobs, by Kubernetes' own tests", () => {
  it.each([
    { job: 'job1, job2, job3, job4', conditions: [], shows: 'Running' },
    { job: 'job5', conditions: ['Complete'], shows: 'Complete' },
    { job: 'job6', conditions: ['Failed'], shows: 'Failed' },
    { job: 'job7', conditions: ['Suspended'], shows: 'Suspended' },
    { job: 'job8', conditions: ['FailureTarget'], shows: 'FailureTarget' },
    { job: 'job9', conditions: [], isDeleted: true, shows: 'Terminating' },
    { job: 'job10', conditions: ['SuccessCriteriaMet'], shows: 'SuccessCriteriaMet' },
    {
      job: 'a complete one that is being deleted',
      conditions: ['Complete'],
      isDeleted: true,
      shows: 'Complete',
    },
    { job: 'failing, then failed', conditions: ['FailureTarget', 'Failed'], shows: 'Failed' },
  ])('$job: $shows', ({ conditions, isDeleted, shows }) => {
    const job = makeJob({
      metadata: isDeleted === true ? { deletionTimestamp: '2026-11-22T18:56:00Z' } : {},
      status: { conditions: conditions.map((type) => condition(type)) },
    });

    expect(wordJobStatus(job)).toBe(shows);
  });

  it('is not known where the conditions could not be understood', () => {
    const [job, without] = [null, { conditions: null }].map((status) =>
      kubernetesJob.parse({ ...makeJob(), status }),
    );

    expect(job === undefined ? '' : wordJobStatus(job)).toBeNull();
    expect(without === undefined ? '' : wordJobStatus(without)).toBeNull();
  });
});

function makePrintedPod(example: Example): KubernetesPod {
  const { init = [], initStatuses = [], statuses = [], conditions = [] } = example;
  return kubernetesPod.parse({
    metadata: {
      name: 'printed',
      namespace: 'trading-bots',
      uid: 'printed-uid',
      deletionTimestamp: example.isDeleted === true ? '2026-11-22T18:56:00Z' : undefined,
    },
    spec: {
      initContainers: init.map((name) => ({
        name: name.replace('+', ''),
        restartPolicy: name.endsWith('+') ? 'Always' : undefined,
      })),
      containers: Array.from({ length: example.containers }, (_, index) => ({ name: `c${index}` })),
    },
    status: {
      phase: example.phase,
      reason: example.reason,
      conditions: conditions.map(([type, status, reason]) => ({ type, status, reason })),
      initContainerStatuses: initStatuses.map((each, index) => ({
        name: init[index]?.replace('+', '') ?? `i${index}`,
        ...each,
      })),
      containerStatuses: statuses.map((each, index) => ({ name: `c${index}`, ...each })),
    },
  });
}
