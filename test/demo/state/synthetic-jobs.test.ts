import { describe, expect, it } from 'vitest';

import { loadRecordedState } from '../../../demo/state/recorded-state.ts';
import { addSyntheticJobs } from '../../../demo/state/synthetic-jobs.ts';

describe('synthetic Jobs', () => {
  it('stand beside the recorded ones, one in twenty failed', async () => {
    const recorded = await loadRecordedState();

    const state = addSyntheticJobs(recorded, { count: 5000, linesPerLog: 100, bytesPerLine: 120 });

    const synthetic = state.jobs.filter(({ metadata }) => metadata.labels?.['session_id'] === 'synthetic');
    const failed = synthetic.filter(({ status }) => status.conditions?.some(({ type }) => type === 'Failed'));
    expect(state.jobs).toHaveLength(recorded.jobs.length + 5000);
    expect(synthetic[0]?.metadata.name).toBe('synthetic-00001');
    expect(synthetic).toHaveLength(5000);
    expect(failed).toHaveLength(250);
  });

  it('have a pod each, which they own, and a log of the size that was asked for', async () => {
    const recorded = await loadRecordedState();

    const state = addSyntheticJobs(recorded, { count: 20, linesPerLog: 100, bytesPerLine: 120 });

    const job = state.jobs.find(({ metadata }) => metadata.name === 'synthetic-00020');
    const pod = state.pods.find(({ metadata }) => metadata.labels?.['job-name'] === 'synthetic-00020');
    const status = pod?.status.containerStatuses?.[0];
    expect(pod?.metadata['ownerReferences']).toMatchObject([{ kind: 'Job', uid: job?.metadata.uid }]);
    expect(pod?.metadata.labels?.['batch.kubernetes.io/controller-uid']).toBe(job?.metadata.uid);
    expect(status?.state.terminated?.containerID).toBe(status?.containerID);
    const text = Buffer.from(state.logs.get(status?.containerID ?? '')?.read() ?? []).toString();
    expect(text).toHaveLength(100 * 120);
    expect(text.split('\n')).toHaveLength(101);
    expect(text).toMatch(/^synthetic-00020 line 0 processing order book delta \.+\n/);
  });

  it('leave the order of keys as the API server lists them', async () => {
    const recorded = await loadRecordedState();

    const state = addSyntheticJobs(recorded, { count: 100, linesPerLog: 1, bytesPerLine: 60 });

    const keys = state.pods.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(keys).toEqual(keys.toSorted());
    expect(new Set(keys).size).toBe(keys.length);
  });
});
