import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { snapshotSchema } from '../src/snapshot/model/snapshot.ts';

export const SCHEMA_FILE = new URL('../schema/report.schema.json', import.meta.url);

/** The JSON Schema of the JSON report, as text: two spaces a level, one trailing line feed. */
export function generateReportSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(snapshotSchema, {
    target: 'draft-2020-12',
    // As it is read: a report of an older version lacks the fields that came later.
    io: 'input',
  });
  const report = {
    $schema,
    // The number is the report's `schemaVersion`.
    $id: 'urn:k8s-job-reporter:report:1',
    title: 'Report of k8s-job-reporter',
    description:
      'A snapshot of the Jobs of one namespace that a label selector matches, of their pods and of the logs of every ' +
      'container. What the cluster did not say is null.',
    ...schema,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, generateReportSchema());
