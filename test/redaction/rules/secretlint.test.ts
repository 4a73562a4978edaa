import { rules as presetRules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import { BAIT } from '../corpus/bait.ts';
import { ORDINARY } from '../corpus/ordinary.ts';
import { PLAIN } from '../corpus/plain.ts';
import { VENDOR } from '../corpus/vendor.ts';
import { VENDOR_TOKENS } from '../fake-credentials.ts';

const redactor = createRedactor({ enabled: true, patterns: [] });

describe('what secretlint knows', () => {
  const examples = Object.entries(VENDOR_TOKENS).flatMap(([rule, tokens]) =>
    tokens.map((token) => [rule, token] as const),
  );
  it.each(examples)('is masked by its name: a token of %s, and nothing around it', (rule, token) => {
    const redacted = redactor.redact(`{"sent":"${token}","status":200}`);

    expect(redacted).toEqual({ text: `{"sent":"[REDACTED ${rule}]","status":200}`, counts: { [rule]: 1 } });
  });

  it('is found nowhere in the corpus where it is not masked', () => {
    const lines = [...PLAIN, ...VENDOR, ...ORDINARY, ...BAIT].flatMap((sample) => sample.lines);

    const left = redactor.redactLines(lines).lines.filter((line) => findBySecretlint(line));

    expect(lines.filter((line) => findBySecretlint(line)).length).toBeGreaterThan(50);
    expect(left).toEqual([]);
  });

  it('cannot be switched off by a comment in a log line', () => {
    const { text } = redactor.redact(`/* secretlint-disable */ ${VENDOR_TOKENS['npm']?.[0]}`);

    expect(text).toBe('/* secretlint-disable */ [REDACTED npm]');
  });
});

/** Those of the preset that look into a text: others read files, or report whole URLs with a mask in them. */
const LOOKS_INTO_TEXT = presetRules.filter(
  ({ meta }) => !/-(?:gcp|filter-comments|basicauth|database-connection-string|privatekey)$/.test(meta.id),
);

function findBySecretlint(line: string): boolean {
  let found = false;
  const context: SecretLintRuleContext = {
    sharedOptions: {},
    createTranslator: () => (messageId, data) => ({ message: '', messageId: String(messageId), data }),
    report: () => {
      found = true;
    },
    ignore: () => undefined,
  };
  for (const rule of LOOKS_INTO_TEXT) void rule.create(context, {}).file?.(sourceOf(line));
  return found;
}

function sourceOf(content: string): SecretLintSourceCode {
  return {
    content,
    contentType: 'text',
    ext: '.log',
    hasBOM: false,
    filePath: 'container.log',
    physicalFilePath: undefined,
    getFilePath: () => 'container.log',
    getPhysicalFilePath: () => undefined,
    indexToPosition: (index) => ({ line: 1, column: index }),
    positionToIndex: ({ column }) => column,
    rangeToLocation: ([start, end]) => ({ start: { line: 1, column: start }, end: { line: 1, column: end } }),
    locationToRange: ({ start, end }) => [start.column, end.column],
  };
}
