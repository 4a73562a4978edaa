import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CONFIG_SCHEMA_FILE, generateConfigSchema } from '../../scripts/generate-config-schema.ts';

const ROOT = new URL('../../', import.meta.url);

describe('schema/reporter.schema.json', () => {
  it('is what the code says: run `node scripts/generate-config-schema.ts` when it is not', () => {
    const committed = readFileSync(CONFIG_SCHEMA_FILE, 'utf8');

    expect(committed).toBe(generateConfigSchema());
  });

  it('is what editors find in the first line of reporter.yaml', () => {
    const text = readFileSync(new URL('reporter.yaml', ROOT), 'utf8');

    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];

    expect(new URL(schema, ROOT)).toEqual(CONFIG_SCHEMA_FILE);
  });

  it('lets the shipped file pass', () => {
    const validate = compileSchema();

    const passes = validate(parse(readFileSync(new URL('reporter.yaml', ROOT), 'utf8')));

    expect(validate.errors).toBeNull();
    expect(passes).toBe(true);
  });

  it('underlines a misspelt key, a missing one, and what may not stand there', () => {
    const validate = compileSchema();

    validate({ schedule: { rate: 'often' }, targets: [{ name: 'a', namespace: 'b', labelSelecter: 'c' }] });

    expect(validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual([
      String.raw`/schedule/rate must match pattern "^([1-9]\d{0,4}) (minute|hour|day)s?$"`,
      "/targets/0 must have required property 'kubeconfigSecretArn'",
      "/targets/0 must have required property 'kubeconfigSecretName'",
      "/targets/0 must have required property 'kubeconfigParameter'",
      '/targets/0 must match exactly one schema in oneOf',
      "/targets/0 must have required property 'labelSelector'",
      "/targets/0 must have required property 'allJobs'",
      '/targets/0 must match exactly one schema in oneOf',
      '/targets/0 must NOT have additional properties',
    ]);
  });
});

function compileSchema() {
  // Formats are the editor's business; each that is used here has a pattern beside it.
  const schema: unknown = JSON.parse(generateConfigSchema());
  if (typeof schema !== 'object' || schema === null) throw new Error('a schema is an object');
  return new Ajv({ allErrors: true, validateFormats: false }).compile(schema);
}
