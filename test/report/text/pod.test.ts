import { describe, expect, it } from 'vitest';
import {
  condition,
  END,
  ended,
  makeJob,
  makePod,
  running,
  START,
  waiting,
  type PodParts,
} from '../../snapshot/kubernetes-objects.ts';
import { readSection } from '../report-section.ts';
import { makeSnapshot } from '../sample-snapshot.ts';

interface Example {
  readonly title: string;
  readonly pod: PodParts;
  readonly phase: string;
  /** As kubectl has it. */
  readonly status: string;
  /** What follows. */
  readonly lines: readonly string[];
}

const NODE = '    Node:                worker-a';

const EXAMPLES: readonly Example[] = [
  {
    title: 'cannot get its image',
    pod: { main: [{ state: waiting('ImagePullBackOff', 'Back-off pulling image "does-not-exist:9"') }] },
    phase: 'Pending',
    status: 'ImagePullBackOff, 0/1 ready',
    lines: [
      '    Cause:               container tuning-container: ImagePullBackOff: Back-off pulling image "does-not-exist:9"',
      NODE,
    ],
  },
  {
    title: 'finds no node',
    pod: {
      nodeName: null,
      status: {
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/2 nodes are available:\n  2 Insufficient memory.',
          },
        ],
      },
      main: [{}],
    },
    phase: 'Pending',
    status: 'Pending, 0/1 ready',
    lines: ['    Cause:               Unschedulable: 0/2 nodes are available: 2 Insufficient memory.'],
  },
  {
    title: 'runs out of memory again and again',
    pod: {
      main: [
        {
          state: waiting('CrashLoopBackOff', 'back-off 40s restarting failed container'),
          lastState: ended(137, { reason: 'OOMKilled' }),
          restarts: 4,
        },
      ],
    },
    phase: 'Running',
    status: 'CrashLoopBackOff, 0/1 ready',
    lines: [
      '    Cause:               container tuning-container: CrashLoopBackOff after OOMKilled, exit code 137, 4 restarts: back-off 40s restarting failed container',
      NODE,
    ],
  },
  {
    title: 'was evicted',
    pod: { status: { reason: 'Evicted', message: 'The node was low on resource: memory. ' }, main: [{}] },
    phase: 'Failed',
    status: 'Evicted, 0/1 ready',
    lines: ['    Cause:               Evicted: The node was low on resource: memory.', NODE],
  },
  {
    title: 'was preempted',
    pod: {
      status: {
        conditions: [
          condition('DisruptionTarget', 'PreemptionByScheduler', 'preempting for a higher priority'),
        ],
      },
      main: [{ state: ended(143) }],
    },
    phase: 'Failed',
    status: 'Error, 0/1 ready',
    lines: ['    Cause:               PreemptionByScheduler: preempting for a higher priority', NODE],
  },
  {
    title: 'failed before its main container could start',
    pod: {
      init: [{ name: 'fetch-config', state: ended(7) }],
      main: [{ state: waiting('PodInitializing') }],
    },
    phase: 'Failed',
    status: 'Init:Error, 0/1 ready',
    lines: ['    Cause:               init container fetch-config: Error, exit code 7', NODE],
  },
  {
    title: 'runs beside a sidecar that crashes',
    pod: {
      init: [
        { name: 'log-shipper', restartPolicy: 'Always', state: running(), lastState: ended(1), restarts: 1 },
      ],
    },
    phase: 'Running',
    status: 'Init:0/1, 0/2 ready',
    lines: ['    Cause:               sidecar container log-shipper: Error, exit code 1, 1 restart', NODE],
  },
  {
    title: 'is on a node that is silent',
    pod: { nodeName: 'node-gone', main: [{}] },
    phase: 'Pending',
    status: 'Pending, 0/1 ready',
    lines: [
      '    Cause:               NoContainerStatus: bound to node node-gone, which has reported no container of it',
      '    Node:                node-gone',
    ],
  },
  {
    title: 'is being deleted while it runs',
    pod: { metadata: { deletionTimestamp: END } },
    phase: 'Running',
    status: 'Terminating, 0/1 ready',
    lines: [NODE, '    Deletion Time:       2026-11-22T18:55:19Z'],
  },
];

describe('the text of a pod that', () => {
  it.each(EXAMPLES)('$title', ({ pod, phase, status, lines }) => {
    const job = makeJob({ status: { startTime: START, active: 1 } });
    const parsed = makePod({ job, phase, ...pod });

    const section = readSection(makeSnapshot({ jobs: [job], pods: [parsed] }), 'POD STATUS');

    expect(section).toEqual([
      '  Pod: tuning-x7k2p / Job: tuning',
      '    Namespace:           trading-bots',
      `    Phase:               ${phase}`,
      `    Kubectl Status:      ${status}`,
      ...lines,
    ]);
  });

  it('belongs to no Job of the report names none', () => {
    const pod = makePod({ name: 'lone-pod', phase: 'Failed', main: [{ state: ended(3) }] });

    const section = readSection(makeSnapshot({ pods: [pod] }), 'POD STATUS');

    expect(section?.[0]).toBe('  Pod: lone-pod');
  });

  it('there is nothing to say of is not there, and no section for it', () => {
    const job = makeJob({ status: { startTime: START, active: 2 } });
    const pods = [
      makePod({ job, name: 'tuning-a' }),
      makePod({ job, name: 'tuning-b', phase: 'Succeeded', main: [{ state: ended(0) }] }),
    ];

    const section = readSection(makeSnapshot({ jobs: [job], pods }), 'POD STATUS');

    expect(section).toBeNull();
  });
});
