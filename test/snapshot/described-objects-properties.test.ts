import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordCompleteness } from '../../src/report/text/completeness.ts';
import {
  countLogs,
  judgeCompleteness,
  notAsked,
  type ListCompleteness,
} from '../../src/snapshot/model/completeness.ts';
import { openObjectParser, parseObject } from '../../src/snapshot/kubernetes/parser.ts';
import { kubernetesJob, kubernetesPod } from '../../src/snapshot/kubernetes/objects.ts';
import { jobPhase } from '../../src/snapshot/model/job.ts';
import { logStatus } from '../../src/snapshot/model/log.ts';
import { snapshotSchema } from '../../src/snapshot/model/snapshot.ts';
import { mergeProblems } from '../../src/snapshot/model/problem.ts';
import { assembleSnapshot, describeObjects } from '../../src/snapshot/snapshot.ts';
import { DENIED, HEAD } from '../report/sample-snapshot.ts';

const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(-1, 0.5, '', '1', null, [], {}));
const time = fc.constantFrom('2026-11-22T18:55:03Z', '2026-11-22T18:55:19Z');
const counter = fc.nat({ max: 5 });
const optional = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { requiredKeys: [] });

const condition = fc.record({
  type: fc.constantFrom('Failed', 'Complete', 'FailureTarget', 'SuccessCriteriaMet', 'Suspended', 'Ready'),
  status: fc.constantFrom('True', 'False', 'Unknown'),
  reason: fc.constantFrom('BackoffLimitExceeded', 'SuccessPolicy'),
  lastTransitionTime: time,
});
const jobStatus = optional({
  startTime: time,
  completionTime: time,
  active: counter,
  succeeded: counter,
  failed: counter,
  ready: counter,
  terminating: counter,
  conditions: fc.array(condition, { maxLength: 3 }),
});
const jobSpec = optional({
  completions: counter,
  backoffLimit: counter,
  suspend: fc.boolean(),
  managedBy: fc.constantFrom('kubernetes.io/job-controller', 'kueue.x-k8s.io/multikueue'),
  template: fc.constant({ spec: { restartPolicy: 'OnFailure' } }),
});
const jobMetadata = { name: 'tuning', namespace: 'trading-bots', uid: 'job-uid' };
/** A Job as a server may send it. */
const goodJob = fc.record({ metadata: fc.constant(jobMetadata), spec: jobSpec, status: jobStatus });

const state = fc.oneof(
  fc.record({ running: fc.record({ startedAt: time }) }),
  fc.record({ waiting: optional({ reason: fc.constantFrom('ContainerCreating', 'CrashLoopBackOff') }) }),
  fc.record({ terminated: fc.record({ exitCode: fc.constantFrom(0, 2, 137), finishedAt: time }) }),
);
const goodPod = fc.record({
  metadata: fc.record({
    name: fc.constantFrom('tuning-a', 'tuning-b'),
    namespace: fc.constant('trading-bots'),
    uid: fc.constantFrom('pod-a', 'pod-b'),
    ownerReferences: fc.subarray([{ kind: 'Job', name: 'tuning', uid: 'job-uid', controller: true }]),
  }),
  spec: fc.constant({ nodeName: 'worker-a', containers: [{ name: 'tuning-container' }] }),
  status: optional({
    phase: fc.constantFrom('Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'),
    reason: fc.constant('Evicted'),
    containerStatuses: fc.array(
      fc.record({ name: fc.constant('tuning-container'), restartCount: counter, state, lastState: state }),
      { maxLength: 1 },
    ),
  }),
});
/** The same with one field of it, at any depth, spoilt. */
const spoilt = <T>(good: fc.Arbitrary<T>) =>
  fc
    .tuple(good, fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 5 }), junk)
    .map(([value, way, bad]) => spoil(value, way, bad));
const anyJob = fc.oneof(goodJob, spoilt(goodJob), junk);
const anyPod = fc.oneof(goodPod, spoilt(goodPod), junk);

const LIST: ListCompleteness = { ...notAsked, status: 'read', requests: 1 };

describe('of whatever a cluster sends', () => {
  it('a snapshot is made, and it is one by its schema', () => {
    fc.assert(
      fc.property(fc.array(anyJob, { maxLength: 3 }), fc.array(anyPod, { maxLength: 3 }), (jobs, pods) => {
        const described = describeObjects({
          jobs: jobs.flatMap((sent) => parseObject(kubernetesJob, sent).value ?? []),
          pods: pods.flatMap((sent) => parseObject(kubernetesPod, sent).value ?? []),
          events: [],
        });

        const snapshot = assembleSnapshot(
          HEAD,
          described,
          [],
          { jobs: LIST, pods: LIST, events: notAsked },
          [],
        );

        expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
      }),
    );
  });

  it('an object is understood, or what could not be understood of it is named', () => {
    fc.assert(
      fc.property(anyJob, (sent) => {
        const { value, malformed } = parseObject(kubernetesJob, sent);

        expect(value === null ? malformed.length > 0 : kubernetesJob.safeParse(value).success).toBe(true);
      }),
    );
  });

  it('an object of many is understood as one alone is', () => {
    const [parseJob, parsePod] = [openObjectParser(kubernetesJob), openObjectParser(kubernetesPod)];
    fc.assert(
      fc.property(anyJob, anyPod, (job, pod) => {
        const ofMany = [parseJob(job), parsePod(pod)];

        expect(ofMany).toStrictEqual([parseObject(kubernetesJob, job), parseObject(kubernetesPod, pod)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('no number is told that was not sent, but the zeros that a started Job leaves out', () => {
    fc.assert(
      fc.property(anyJob, (sent) => {
        const { value } = parseObject(kubernetesJob, sent);
        const [job] = describeObjects({ jobs: value === null ? [] : [value], pods: null, events: [] }).jobs;
        if (job === undefined) return;

        const status = readField(sent, 'status');
        const told = (['active', 'succeeded', 'failed'] as const).map((field) => [
          job[field],
          readField(status, field),
        ]);
        const isStarted = typeof readField(status, 'startTime') === 'string';
        const invented = told.filter(
          ([number, said]) =>
            number !== null && number !== said && !(isStarted && said === undefined && number === 0),
        );
        expect(invented).toEqual([]);
        expect([readField(status, 'ready'), null]).toContain(job?.ready ?? null);
      }),
    );
  });
});

describe('the phase of any Job', () => {
  it('is one of the five', () => {
    fc.assert(
      fc.property(anyJob, (sent) => {
        const phases = phasesOf(sent);

        expect(jobPhase.options).toEqual(expect.arrayContaining([...phases]));
      }),
    );
  });

  it('is FAILED with the condition Failed, whatever it counts', () => {
    fc.assert(
      fc.property(goodJob, (job) => {
        const failed = { type: 'Failed', status: 'True', reason: 'DeadlineExceeded' };
        const conditions = [...(job.status.conditions ?? []), failed];

        const phases = phasesOf({ ...job, status: { ...job.status, conditions } });

        expect(phases).toEqual(['FAILED']);
      }),
    );
  });

  it('is SUCCEEDED with the condition Complete and without Failed, whatever it counts', () => {
    fc.assert(
      fc.property(goodJob, (job) => {
        const others = (job.status.conditions ?? []).filter(({ type }) => type !== 'Failed');
        const conditions = [...others, { type: 'Complete', status: 'True' }];

        const phases = phasesOf({ ...job, status: { ...job.status, conditions } });

        expect(phases).toEqual(['SUCCEEDED']);
      }),
    );
  });

  it('does not depend on the order of the conditions, nor on those that do not hold', () => {
    fc.assert(
      fc.property(goodJob, (job) => {
        const holding = (job.status.conditions ?? []).filter(({ status }) => status === 'True');

        const phases = phasesOf({ ...job, status: { ...job.status, conditions: holding.toReversed() } });

        expect(phases).toEqual(phasesOf(job));
      }),
    );
  });

  it('is kept while the Job is being deleted', () => {
    fc.assert(
      fc.property(goodJob, (job) => {
        const deleted = { ...job, metadata: { ...job.metadata, deletionTimestamp: '2026-11-22T18:56:00Z' } };

        const phases = phasesOf(deleted);

        expect(phases).toEqual(phasesOf(job));
      }),
    );
  });

  it('is UNKNOWN when its conditions could not be understood: it may be over', () => {
    fc.assert(
      fc.property(goodJob, fc.constantFrom(-0.5, { not: 'this' }, [{ type: 'Failed' }]), (job, bad) => {
        const phases = phasesOf({ ...job, status: { ...job.status, conditions: bad } });

        expect(phases).toEqual(['UNKNOWN']);
      }),
    );
  });

  it('is no other than before when a counter could not be understood, but UNKNOWN', () => {
    const field = fc.constantFrom('startTime', 'active', 'succeeded', 'failed');
    fc.assert(
      fc.property(goodJob, field, fc.constantFrom(-0.5, { not: 'this' }), (job, counted, bad) => {
        const started = { ...job.status, startTime: '2026-11-22T18:55:03Z', active: 0 };
        const before = phasesOf({ ...job, status: started });

        const phases = phasesOf({ ...job, status: { ...started, [counted]: bad } });

        expect([['UNKNOWN'], before]).toContainEqual(phases);
      }),
    );
  });
});

describe('totals', () => {
  it('of logs add up to what was asked', () => {
    const log = fc.record({
      status: fc.constantFrom(...logStatus.options),
      truncated: fc.constantFrom(null, { lines: 1, bytes: 2, longLines: 0 }),
    });
    fc.assert(
      fc.property(fc.array(log), (logs) => {
        const { asked, cut, ...byStatus } = countLogs(logs);

        expect(Object.values(byStatus).reduce<number>((sum, each = 0) => sum + each, 0)).toBe(asked);
        expect(asked).toBe(logs.length);
        expect(cut).toBeLessThanOrEqual(asked);
      }),
    );
  });

  it('of problems add up to the objects that met them', () => {
    const problem = fc.record({
      code: fc.constantFrom('FORBIDDEN', 'NOT_FOUND'),
      object: fc.constantFrom('pod a', 'pod b', 'pod c', 'pod d', 'pod e'),
      why: fc.constantFrom('pods "a" is forbidden', 'pods "b" is forbidden', 'gone'),
    });
    fc.assert(
      fc.property(fc.array(problem), (parts) => {
        const problems = parts.map((part) => ({ ...DENIED, ...part }) as const);
        const distinct = new Set(parts.map(({ code, object, why }) => `${code} ${object} ${why === 'gone'}`));

        const merged = mergeProblems(problems);

        expect(merged.reduce((sum, each) => sum + each.count, 0)).toBe(distinct.size);
      }),
    );
  });

  it('are worded whenever the verdict is not COMPLETE, and only then', () => {
    const list = fc.record({
      status: fc.constantFrom('read', 'partial', 'denied', 'failed', 'timedOut'),
      malformed: counter,
      damaged: counter,
      remaining: fc.constantFrom(null, 0, 7),
      inconsistent: fc.boolean(),
    });
    const log = fc.record({ status: fc.constantFrom(...logStatus.options), truncated: fc.constant(null) });
    fc.assert(
      fc.property(list, list, fc.array(log, { maxLength: 4 }), (jobs, pods, logs) => {
        const sources = {
          jobs: { ...LIST, ...jobs },
          pods: { ...LIST, ...pods, missing: 0 },
          events: notAsked,
          logs: countLogs(logs),
          allowedBy: [],
        };
        const verdict = judgeCompleteness(sources);

        const words = wordCompleteness({ verdict, ...sources });

        expect(words ?? 'COMPLETE: nothing is missing').toMatch(new RegExp(`^${verdict}: \\S`));
      }),
    );
  });
});

function phasesOf(sent: unknown): readonly string[] {
  const { value } = parseObject(kubernetesJob, sent);
  return describeObjects({ jobs: value === null ? [] : [value], pods: [], events: [] }).jobs.map(
    ({ phase }) => phase,
  );
}

function readField(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, field)?.value
    : undefined;
}

/** A copy in which the field that the way leads to is `bad`; a step takes the n-th field of what is there. */
function spoil(value: unknown, [step = 0, ...way]: readonly number[], bad: unknown): unknown {
  if (typeof value !== 'object' || value === null) return bad;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return bad;
  const spoiltField = way.length === 0 ? bad : spoil(readField(value, key), way, bad);
  if (!Array.isArray(value)) return { ...value, [key]: spoiltField };
  const items: readonly unknown[] = value;
  return items.map((item, index) => (String(index) === key ? spoiltField : item));
}
