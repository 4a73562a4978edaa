import { describe, expect, it } from 'vitest';

import { matchesFields, parseFieldSelector } from '../../../../demo/api/selectors/field.ts';
import { loadRecordedState } from '../../../../demo/state/recorded-state.ts';

describe('a field selector', () => {
  it.each([
    ['involvedObject.name=unschedulable-c2vvj,type=Warning', 4],
    ['involvedObject.kind==CronJob,reason=SawCompletedJob', 2],
    ['involvedObject.name=suspended', 1],
    ['reason!=MissingClusterDNS,involvedObject.name=with-sidecar-4vb74', 8],
    ['source=cronjob-controller', 4],
    ['involvedObject.fieldPath=,involvedObject.name=work-queue', 3],
  ])('finds by %s %i of the recorded events', async (selector, count) => {
    const { events } = await loadRecordedState();

    const found = events.filter((event) => matchesFields(parseFieldSelector(selector, 'events'), event));

    expect(found).toHaveLength(count);
  });

  it('finds the pods of a phase', async () => {
    const { pods } = await loadRecordedState();

    const pending = pods.filter((pod) =>
      matchesFields(parseFieldSelector('status.phase=Pending', 'pods'), pod),
    );

    expect(pending.map(({ metadata }) => metadata.name)).toEqual([
      'image-missing-vrbcm',
      'missing-configmap-lxbmn',
      'on-lost-node-2xfw9',
      'unschedulable-c2vvj',
    ]);
  });

  it('finds Jobs by the number of their successes, under the name that the API has for it', async () => {
    const { jobs } = await loadRecordedState();

    const selected = jobs.filter((job) =>
      matchesFields(parseFieldSelector('status.successful=2', 'jobs'), job),
    );

    expect(selected.map(({ metadata }) => metadata.name)).toEqual([
      'indexed-partial-fail',
      'parallel-mid',
      'work-queue',
    ]);
  });

  it('is refused when the resource cannot be asked by the field', () => {
    expect(() => parseFieldSelector('spec.suspend=true', 'jobs')).toThrow(
      expect.objectContaining({ message: 'field label not supported: spec.suspend' }),
    );
  });

  it('is refused when it is none', () => {
    expect(() => parseFieldSelector('type=Warning,reason', 'events')).toThrow(
      expect.objectContaining({
        message: "invalid selector: 'type=Warning,reason'; can't understand 'reason'",
      }),
    );
  });
});
