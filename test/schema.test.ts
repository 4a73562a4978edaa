import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { generateReportSchema, SCHEMA_FILE } from '../scripts/generate-schema.ts';
import { generateMonitorReportJson } from '../src/report/json/report.ts';
import { makeFullSnapshot } from './report/full-snapshot.ts';

const file = readFileSync(SCHEMA_FILE, 'utf8');
const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(file));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
const report = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(generateMonitorReportJson(makeFullSnapshot())));

describe('schema/report.schema.json', () => {
  it('is what the model says now: if not, run npm run generate', () => {
    const generated = generateReportSchema();

    expect(file).toBe(generated);
  });

  it('names itself, its dialect and what it describes', () => {
    const { $schema, $id, title, description } = schema;

    expect({ $schema, $id, title, description }).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:k8s-job-reporter:report:1',
      title: 'Report of k8s-job-reporter',
      description:
        'A snapshot of the Jobs of one namespace that a label selector matches, of their pods and of the logs of every container. What the cluster did not say is null.',
    });
  });

  it('describes a report in which everything holds something', () => {
    validate(report);

    expect(validate.errors ?? []).toEqual([]);
  });

  it('describes the sample run of D32', () => {
    const sample: unknown = JSON.parse(
      readFileSync(new URL('fixtures/d32-sample-report.json', import.meta.url), 'utf8'),
    );

    validate(sample);

    expect(validate.errors ?? []).toEqual([]);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['another version', { schemaVersion: 2 }, '/schemaVersion must be equal to constant'],
    ['a field that nobody knows', { color: 'red' }, ' must NOT have additional properties'],
    ['no selector', { selector: undefined }, " must have required property 'selector'"],
    [
      'a phase of its own',
      { jobs: [{ phase: 'DONE' }] },
      '/jobs/0/phase must be equal to one of the allowed values',
    ],
    ['a count below zero', { podsLogs: [{ invalidBytes: -1 }] }, '/podsLogs/0/invalidBytes must be >= 0'],
    ['an error that is no text', { errors: [404] }, '/errors/0 must be string'],
  ])('refuses %s', (_, difference, expected) => {
    const wrong: unknown = JSON.parse(JSON.stringify({ ...report, ...difference }));

    const isValid = validate(wrong);

    expect(isValid).toBe(false);
    expect(validate.errors?.map((error) => `${error.instancePath} ${error.message}`)).toContain(expected);
  });
});
