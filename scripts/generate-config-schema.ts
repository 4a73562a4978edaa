import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { reporterConfigSchema } from '../src/config/schema.ts';

export const CONFIG_SCHEMA_FILE = new URL('../schema/reporter.schema.json', import.meta.url);

/** The JSON Schema of `reporter.yaml` for editors, as text: two spaces a level, one trailing line feed. */
export function generateConfigSchema(): string {
  // Draft 7 is what yaml-language-server knows best: https://github.com/redhat-developer/yaml-language-server#features
  const { $schema, ...schema } = z.toJSONSchema(reporterConfigSchema, { target: 'draft-7', io: 'input' });
  const config = {
    $schema,
    $id: 'urn:k8s-job-reporter:config:1',
    title: 'reporter.yaml of k8s-job-reporter',
    description: 'What to look at, when, and for how long to keep the reports.',
    ...schema,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(CONFIG_SCHEMA_FILE, generateConfigSchema());
