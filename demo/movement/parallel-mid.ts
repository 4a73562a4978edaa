import type { ClusterState } from '../state/cluster-state.ts';
import type { Event, Job } from '../state/kubernetes-object.ts';
import { deriveUid } from '../state/derived-identity.ts';
import { completePod } from './pod-transition.ts';
import { revisionAt, writeTimestamp } from '../state/recorded-clock.ts';

const JOB = 'parallel-mid';
const CONTROLLER_LAG = 3;

/** When which pod ends, in seconds after the recording; two had ended before it. */
const ENDS = [
  { pod: 'parallel-mid-2-ptt78', at: 15, completedIndexes: '0-2' },
  { pod: 'parallel-mid-3-455b6', at: 30, completedIndexes: '0-3' },
];
const ALL_ENDED_AT = 30;
const ENDED_BEFORE = 2;

/** Its last two pods succeed one after the other; then the Job is on the way to success, then complete. */
export function finishParallelMid(state: ClusterState, elapsed: number): ClusterState {
  const ended = ENDS.filter(({ at }) => at <= elapsed);
  const latest = ended.at(-1);
  if (latest === undefined) return state;
  const isComplete = elapsed >= ALL_ENDED_AT + CONTROLLER_LAG;
  const pods = state.pods.map((pod) => {
    const end = ended.find((candidate) => candidate.pod === pod.metadata.name);
    return end === undefined ? pod : completePod(pod, end.at);
  });
  const changedAt = isComplete ? ALL_ENDED_AT + CONTROLLER_LAG : latest.at;
  const jobs = state.jobs.map((job) =>
    job.metadata.name === JOB ? countEnded(job, ended.length, latest.completedIndexes, changedAt) : job,
  );
  const created = state.events.find(
    ({ involvedObject, reason }) => involvedObject.name === JOB && reason === 'SuccessfulCreate',
  );
  const events =
    isComplete && created !== undefined ? [...state.events, tellCompleted(created, changedAt)] : state.events;
  return { ...state, pods, jobs, events };
}

/** As the recorded Jobs' status changed: a counter of 0 is left out, `ready` and `terminating` are not. */
function countEnded(job: Job, ended: number, completedIndexes: string, changedAt: number): Job {
  const active = ENDS.length - ended;
  const { active: _active, conditions: _conditions, ...status } = job.status;
  return {
    ...job,
    metadata: { ...job.metadata, resourceVersion: String(revisionAt(changedAt)) },
    status: {
      ...(active === 0 ? { conditions: writeConditions(changedAt) } : {}),
      ...status,
      ...(active === 0 ? {} : { active }),
      succeeded: ENDED_BEFORE + ended,
      completedIndexes,
      ready: active,
      ...(changedAt > ALL_ENDED_AT ? { completionTime: writeTimestamp(changedAt) } : {}),
    },
  };
}

function writeConditions(changedAt: number): NonNullable<Job['status']['conditions']> {
  const reached = { reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' };
  const [criteriaAt, completeAt] = [writeTimestamp(ALL_ENDED_AT), writeTimestamp(changedAt)];
  return [
    {
      type: 'SuccessCriteriaMet',
      status: 'True',
      lastProbeTime: criteriaAt,
      lastTransitionTime: criteriaAt,
      ...reached,
    },
    ...(changedAt > ALL_ENDED_AT
      ? [
          {
            type: 'Complete',
            status: 'True',
            lastProbeTime: completeAt,
            lastTransitionTime: completeAt,
            ...reached,
          },
        ]
      : []),
  ];
}

function tellCompleted(created: Event, at: number): Event {
  const name = `${JOB}.${deriveUid(`${JOB} Completed`).slice(0, 8)}`;
  const time = writeTimestamp(at);
  return {
    ...created,
    metadata: {
      ...created.metadata,
      name,
      uid: deriveUid(name),
      resourceVersion: String(revisionAt(at)),
      creationTimestamp: time,
    },
    reason: 'Completed',
    message: 'Job completed',
    firstTimestamp: time,
    lastTimestamp: time,
  };
}
