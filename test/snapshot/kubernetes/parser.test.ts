import { describe, expect, it } from 'vitest';
import { parseObject } from '../../../src/snapshot/kubernetes/parser.ts';
import { kubernetesJob, kubernetesPod } from '../../../src/snapshot/kubernetes/objects.ts';

const METADATA = { name: 'tuning', namespace: 'trading-bots', uid: '6f1c0d7e-0b7c-4f0e-9d43-0b1c5f2f6a11' };

describe('an object that a cluster sent', () => {
  it('is read whole, and what is not known of is let go without a word', () => {
    const sent = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...METADATA, generation: 1, labels: { app: 'arbitrage-tuning' } },
      spec: { completions: 1, maxFailedIndexes: 3 },
      status: { startTime: '2026-11-22T18:55:03Z', active: 1, fieldOf2040: { any: ['thing'] } },
    };

    const { value, malformed } = parseObject(kubernetesJob, sent);

    expect(malformed).toEqual([]);
    expect(value).toEqual({
      metadata: { ...METADATA, labels: { app: 'arbitrage-tuning' }, ownerReferences: [] },
      spec: { completions: 1 },
      status: { startTime: '2026-11-22T18:55:03Z', active: 1 },
    });
  });

  it('may hold null where Go has an empty list or map', () => {
    const sent = {
      metadata: { ...METADATA, labels: null, ownerReferences: null },
      spec: { containers: null, initContainers: null },
      status: null,
    };

    const { value, malformed } = parseObject(kubernetesPod, sent);

    expect(malformed).toEqual([]);
    expect(value?.metadata).toEqual({ ...METADATA, labels: {}, ownerReferences: [] });
    expect(value?.spec).toEqual({ containers: [], initContainers: [], ephemeralContainers: [] });
  });

  it('loses a field of the wrong type, which becomes null and is named', () => {
    const sent = {
      metadata: METADATA,
      status: { startTime: '2026-11-22T18:55:03Z', active: '1', failed: -1 },
    };

    const { value, malformed } = parseObject(kubernetesJob, sent);

    expect(value?.status).toEqual({ startTime: '2026-11-22T18:55:03Z', active: null, failed: null });
    expect(malformed).toEqual([
      { path: 'status.active', why: 'Invalid input: expected number, received string' },
      { path: 'status.failed', why: 'Too small: expected number to be >=0' },
    ]);
  });

  it('loses one label, and keeps the others', () => {
    const sent = { metadata: { ...METADATA, labels: { app: 'arbitrage-tuning', attempt: 2 } } };

    const { value, malformed } = parseObject(kubernetesJob, sent);

    expect(value?.metadata.labels).toEqual({ app: 'arbitrage-tuning' });
    expect(malformed).toEqual([
      { path: 'metadata.labels.attempt', why: 'Invalid input: expected string, received number' },
    ]);
  });

  it('loses the item of a list of which what is required is missing, and keeps the others', () => {
    const owner = { kind: 'CronJob', name: 'nightly-rebalance', uid: 'c1', controller: true };
    const sent = {
      metadata: { ...METADATA, ownerReferences: [{}, owner, { kind: 7, name: 'x', uid: 'y' }] },
    };

    const { value, malformed } = parseObject(kubernetesJob, sent);

    expect(value?.metadata.ownerReferences).toEqual([owner]);
    expect(malformed.map(({ path }) => path)).toEqual([
      'metadata.ownerReferences.0.kind',
      'metadata.ownerReferences.0.name',
      'metadata.ownerReferences.0.uid',
      'metadata.ownerReferences.2.kind',
    ]);
  });

  it('loses the state of a container without its exit code: nobody shall read it as 0', () => {
    const status = { name: 'tuning-container', restartCount: 1, state: { terminated: { reason: 'Error' } } };
    const sent = { metadata: METADATA, status: { phase: 'Failed', containerStatuses: [status] } };

    const { value, malformed } = parseObject(kubernetesPod, sent);

    expect(value?.status?.containerStatuses).toEqual([
      { name: 'tuning-container', restartCount: 1, state: { terminated: null } },
    ]);
    expect(malformed.map(({ path }) => path)).toEqual([
      'status.containerStatuses.0.state.terminated.exitCode',
    ]);
  });

  it('loses all of its conditions with one of them: a phase judged by the others would be a guess', () => {
    const conditions = [
      { type: 'Suspended', status: 'False' },
      { type: 5, status: 'True' },
    ];
    const sent = { metadata: METADATA, status: { startTime: '2026-11-22T18:55:03Z', conditions } };

    const { value, malformed } = parseObject(kubernetesJob, sent);

    expect(value?.status).toEqual({ startTime: '2026-11-22T18:55:03Z', conditions: null });
    expect(malformed.map(({ path }) => path)).toEqual(['status.conditions.1.type']);
  });

  it.each([
    ['no metadata', { status: {} }, 'metadata'],
    ['no name', { metadata: { namespace: 'trading-bots', uid: 'u1' } }, 'metadata.name'],
    ['a name that is none of Kubernetes', { metadata: { ...METADATA, name: '../secrets' } }, 'metadata.name'],
    ['a number for a UID', { metadata: { ...METADATA, uid: 7 } }, 'metadata.uid'],
    ['a list in its place', [], ''],
    ['null in its place', null, ''],
    ['a text in its place', 'Job', ''],
  ])('is lost with %s, which is named', (_, sent, path) => {
    const { value, malformed } = parseObject(kubernetesJob, sent);

    expect(value).toBeNull();
    expect(malformed.map((field) => field.path)).toEqual([path]);
  });
});
