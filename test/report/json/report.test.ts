import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { generateReportSchema } from '../../../scripts/generate-schema.ts';
import { generateMonitorReportJson } from '../../../src/report/json/report.ts';
import { snapshotSchema } from '../../../src/snapshot/model/snapshot.ts';
import { parseRunFromHead } from '../../../src/snapshot/model/run.ts';
import { makeFullSnapshot } from '../full-snapshot.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly items?: SchemaNode | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
}

const schemaNode: z.ZodType<SchemaNode> = z.object({
  get properties() {
    return z.record(z.string(), schemaNode).optional();
  },
  get items() {
    return schemaNode.optional();
  },
  get anyOf() {
    return z.array(schemaNode).optional();
  },
});

/** The first bytes that an archive reads to learn which run a report is of. */
const HEAD_BYTES = 1024;

describe('the JSON report', () => {
  it('holds the whole snapshot, and is read back as the same', () => {
    const snapshot = makeFullSnapshot();

    const json = generateMonitorReportJson(snapshot);

    expect(snapshotSchema.parse(JSON.parse(json))).toEqual(snapshot);
  });

  it('is written two spaces a level, with one line feed at the end', () => {
    const json = generateMonitorReportJson(makeFullSnapshot());

    expect(json.split('\n').slice(0, 5)).toEqual([
      '{',
      '  "schemaVersion": 1,',
      '  "run": {',
      '    "id": "scheduled-2026-11-22T18:57:00Z",',
      '    "target": "trading-bots",',
    ]);
    expect(json.slice(-6)).toBe('  ]\n}\n');
  });

  it('has its keys in the order of the schema, at every level', () => {
    const schema = schemaNode.parse(JSON.parse(generateReportSchema()));

    const json = generateMonitorReportJson(makeFullSnapshot());

    expect(findDisorder(JSON.parse(json), schema, 'report')).toEqual([]);
  });

  it('is the same text, however the snapshot was put together', () => {
    const snapshot = makeFullSnapshot();
    const shuffled = snapshotSchema.parse(snapshot);

    const json = generateMonitorReportJson({
      ...shuffled,
      jobs: shuffled.jobs.map(turnKeys),
      pods: shuffled.pods.map(turnKeys),
    });

    expect(json).toBe(generateMonitorReportJson(snapshot));
  });

  it('tells of which run it is in its first bytes', () => {
    const snapshot = makeFullSnapshot();

    const head = Buffer.from(generateMonitorReportJson(snapshot)).subarray(0, HEAD_BYTES);

    expect(parseRunFromHead(head)).toEqual(snapshot.run);
  });

  it('of no run tells of none', () => {
    const head = Buffer.from(generateMonitorReportJson({ ...makeFullSnapshot(), run: null }));

    const run = parseRunFromHead(head);

    expect(run).toBeNull();
  });

  it('keeps every character that the text report shows as an escape', () => {
    const [log] = makeFullSnapshot().podsLogs;
    const lines = ['\u001B[2J\u0000', 'a\u2028b', '주문 🚀', '"quoted" \\ '];

    const json = generateMonitorReportJson({
      ...makeFullSnapshot(),
      podsLogs: log === undefined ? [] : [{ ...log, lines }],
    });

    expect(snapshotSchema.parse(JSON.parse(json)).podsLogs[0]?.lines).toEqual(lines);
  });
});

/** Where the keys of a value are not those of the schema in its order; what the cluster names itself has no order. */
function findDisorder(value: unknown, schema: SchemaNode, path: string): readonly string[] {
  const objects = schema.anyOf?.find((each) => each.properties !== undefined) ?? schema;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) => findDisorder(item, objects.items ?? {}, `${path}[${index}]`));
  }
  const { properties } = objects;
  if (typeof value !== 'object' || value === null || properties === undefined) return [];
  const keys = Object.keys(value);
  const below = Object.entries(value).flatMap(([key, field]) =>
    findDisorder(field, properties[key] ?? {}, `${path}.${key}`),
  );
  const wanted = Object.keys(properties);
  return keys.join() === wanted.join()
    ? below
    : [`${path}: ${keys.join()} instead of ${wanted.join()}`, ...below];
}

/** The same with its keys in the opposite order. */
function turnKeys<T extends object>(value: T): T {
  const turned = { ...value };
  for (const key of Object.keys(value).toReversed()) {
    const field: unknown = Reflect.get(turned, key);
    Reflect.deleteProperty(turned, key);
    Reflect.set(turned, key, field);
  }
  return turned;
}
