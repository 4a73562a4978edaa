import { rules as presetRules } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import {
  SECRETLINT_MARKERS,
  SECRETLINT_LEFT_OUT,
  secretlintName,
} from '../../../src/redaction/rules/secretlint.ts';
import { VENDOR_TOKENS } from '../fake-credentials.ts';

describe("secretlint's preset", () => {
  it('has no rule that is neither run nor left out for a reason', () => {
    const known = [...Object.keys(SECRETLINT_MARKERS), ...Object.keys(SECRETLINT_LEFT_OUT)];

    const inPreset = presetRules.map((rule) => secretlintName(rule));

    expect(inPreset.toSorted()).toEqual(known.toSorted());
  });

  it('has an example here for each rule that is run', () => {
    const withExample = Object.keys(VENDOR_TOKENS);

    expect(withExample.toSorted()).toEqual(Object.keys(SECRETLINT_MARKERS).toSorted());
  });

  const examples = Object.entries(VENDOR_TOKENS).flatMap(([rule, tokens]) =>
    tokens.map((token) => [rule, token] as const),
  );
  it.each(examples)('masks a token of %s, and nothing around it', (rule, token) => {
    const redactor = createRedactor({ enabled: true, patterns: [] });

    const redacted = redactor.redact(`{"sent":"${token}","status":200}`);

    expect(redacted).toEqual({ text: `{"sent":"[REDACTED ${rule}]","status":200}`, counts: { [rule]: 1 } });
  });

  it('cannot be switched off by a comment in a log line', () => {
    const redactor = createRedactor({ enabled: true, patterns: [] });

    const { text } = redactor.redact(`/* secretlint-disable */ ${VENDOR_TOKENS['npm']?.[0]}`);

    expect(text).toBe('/* secretlint-disable */ [REDACTED npm]');
  });
});
