import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJsonPieces } from '../../../src/report/json/writer.ts';
import { orderKeys } from '../../../src/report/json/key-order.ts';
import { snapshotSchema } from '../../../src/snapshot/model/snapshot.ts';
import { makeFullSnapshot } from '../full-snapshot.ts';
import { anyText } from '../../snapshot/any-text.ts';

describe('JSON written by the schema', () => {
  it('is what JSON.stringify writes with two spaces, whatever stands in it', () => {
    const full = makeFullSnapshot();
    const lines = fc.array(anyText(12), { maxLength: 4 });
    const labels = fc.dictionary(fc.string(), fc.string({ unit: 'binary' }), { maxKeys: 3 });
    fc.assert(
      fc.property(lines, labels, fc.constantFrom(0, 1, 9), (logLines, jobLabels, kept) => {
        const snapshot = {
          ...full,
          jobs: full.jobs.slice(0, kept).map((job) => ({ ...job, labels: jobLabels, reason: null })),
          podsLogs: full.podsLogs.slice(0, kept).map((log) => ({ ...log, lines: logLines })),
        };

        const written = [...writeJsonPieces(snapshotSchema, snapshot)].join('');

        expect(written).toBe(JSON.stringify(orderKeys(snapshotSchema, snapshot), null, 2));
      }),
    );
  });

  it('has no field that a report from before that field had not', () => {
    const full = makeFullSnapshot();
    const [{ status, ...job }] = [full.jobs[0] ?? raise()];
    const older = { ...full, jobs: [job] };

    const written = [...writeJsonPieces(snapshotSchema, older)].join('');

    expect(status).toBe('Failed');
    expect(written).toBe(JSON.stringify(orderKeys(snapshotSchema, older), null, 2));
    expect(JSON.parse(written)).toEqual(older);
    expect(snapshotSchema.parse(JSON.parse(written))).toEqual(older);
  });

  it('comes in pieces of one Job, pod or log', () => {
    const snapshot = makeFullSnapshot();

    const pieces = [...writeJsonPieces(snapshotSchema, snapshot)];

    const ofLogs = pieces.filter((piece) => piece.includes('"containerName"') && piece.includes('"lines"'));
    expect(ofLogs).toHaveLength(snapshot.podsLogs.length);
  });
});

function raise(): never {
  throw new Error('The full snapshot has no Job');
}
