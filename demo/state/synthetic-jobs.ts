import type { ClusterState } from './cluster-state.ts';
import type { ContainerLog } from './container-log.ts';
import { readNanoseconds } from './container-log.ts';
import { deriveContainerId, derivePodSuffix, deriveUid } from './derived-identity.ts';
import { compareKeys, type Job, type Pod } from './kubernetes-object.ts';

/** Jobs beside the recorded ones, one finished pod each, to measure with. */
export interface SyntheticJobs {
  readonly count: number;
  readonly linesPerLog: number;
  /** With the newline; a line is never shorter than its own words. */
  readonly bytesPerLine: number;
}

interface Pattern {
  readonly job: Job;
  readonly pod: Pod;
}

/** One Job in so many has failed. */
const FAILED_EVERY = 20;
const SUCCEEDED_PATTERN = 'arb-tuning-d29-k8s--worker-1-0';
const FAILED_PATTERN = 'pod-failure-policy';
const LABELS = { app: 'arbitrage-tuning', session_id: 'synthetic' };

/** `synthetic-00001` and on, in the namespace `trading-bots`: copies of a recorded Job that succeeded and of one that failed. */
export function addSyntheticJobs(state: ClusterState, synthetic: SyntheticJobs): ClusterState {
  const [succeeded, failed] = [findPattern(state, SUCCEEDED_PATTERN), findPattern(state, FAILED_PATTERN)];
  const made = Array.from({ length: synthetic.count }, (_, index) =>
    makeJob((index + 1) % FAILED_EVERY === 0 ? failed : succeeded, index + 1, synthetic),
  );
  return {
    ...state,
    jobs: [...state.jobs, ...made.map(({ job }) => job)].toSorted(compareKeys),
    pods: [...state.pods, ...made.map(({ pod }) => pod)].toSorted(compareKeys),
    logs: new Map([...state.logs, ...made.map(({ containerID, log }) => [containerID, log] as const)]),
  };
}

function findPattern({ jobs, pods }: ClusterState, name: string): Pattern {
  const job = jobs.find(({ metadata }) => metadata.name === name);
  const pod = pods.find(({ metadata }) => metadata.labels?.['job-name'] === name);
  if (job === undefined || pod === undefined) throw new Error(`demo/recorded: no Job ${name} with a pod`);
  return { job, pod };
}

function makeJob(pattern: Pattern, number: number, synthetic: SyntheticJobs) {
  const name = `synthetic-${String(number).padStart(5, '0')}`;
  const containerID = deriveContainerId(name);
  const uid = deriveUid(name);
  const job = {
    ...pattern.job,
    metadata: { ...pattern.job.metadata, name, uid, labels: LABELS },
    spec: {
      ...pattern.job.spec,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
    },
  };
  return {
    job,
    pod: makePod(pattern.pod, name, uid, containerID),
    containerID,
    log: makeLog(name, synthetic),
  };
}

function makePod(pattern: Pod, jobName: string, jobUid: string, containerID: string): Pod {
  const owner = { apiVersion: 'batch/v1', kind: 'Job', name: jobName, uid: jobUid, controller: true };
  return {
    ...pattern,
    metadata: {
      ...pattern.metadata,
      name: `${jobName}-${derivePodSuffix(jobName)}`,
      generateName: `${jobName}-`,
      uid: deriveUid(`${jobName} pod`),
      labels: {
        ...LABELS,
        'batch.kubernetes.io/controller-uid': jobUid,
        'batch.kubernetes.io/job-name': jobName,
        'controller-uid': jobUid,
        'job-name': jobName,
      },
      ownerReferences: [{ ...owner, blockOwnerDeletion: true }],
    },
    status: {
      ...pattern.status,
      containerStatuses: pattern.status.containerStatuses?.map((status) => ({
        ...status,
        containerID,
        state: {
          ...status.state,
          ...(status.state.terminated === undefined
            ? {}
            : { terminated: { ...status.state.terminated, containerID } }),
        },
      })),
    },
  };
}

function makeLog(jobName: string, { linesPerLog, bytesPerLine }: SyntheticJobs): ContainerLog {
  return {
    read: () => {
      const lines = Array.from({ length: linesPerLog }, (_, line) =>
        `${jobName} line ${line} processing order book delta `.padEnd(bytesPerLine - 1, '.'),
      );
      return Buffer.from(lines.map((line) => `${line}\n`).join(''));
    },
    lineTimes: [{ line: 0, time: readNanoseconds('2026-11-22T18:53:40.100000000Z') }],
  };
}
