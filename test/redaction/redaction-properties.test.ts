import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/redaction/built-in.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { OWN_TOKENS, VENDOR_TOKENS } from './fake-credentials.ts';
import { HARMLESS_LINES } from './harmless-lines.ts';

const redactor = createRedactor({
  enabled: true,
  patterns: [{ name: 'account', pattern: 'ACME-(?P<secret>[0-9]+)' }],
});

const tokens = [VENDOR_TOKENS, OWN_TOKENS].flatMap((table) => Object.values(table).flat());

const secret = fc.stringMatching(/^[A-Za-z]{6}[0-9]{4}[A-Za-z0-9]{6,20}$/);

/** What means something to the rules, so that chance puts it together in ways nobody thought of. */
const FRAGMENTS: Readonly<Record<string, readonly string[]>> = {
  names: ['password', 'token', 'secret', 'api_key', 'pass', 'auth', 'mnemonic ', 'sig=', 'ACME-1'],
  signs: [
    '=',
    ':',
    ' ',
    '"',
    "'",
    '\\',
    '\\"',
    '://',
    '@',
    '/',
    '&',
    '; ',
    '--',
    '[',
    ']',
    '>',
    '</',
    '%3D',
    '\\n',
  ],
  around: ['Bearer ', 'Authorization', 'Cookie: ', 'curl -u ', ', "value": "', '-----BEGIN PRIVATE KEY-----'],
  masks: ['[REDACTED jwt]', '[REDACTED ', '\u001B[31m'],
  tokens,
};
const fragment = fc.oneof(
  fc.constantFrom(...Object.values(FRAGMENTS).flat()),
  secret,
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const line = fc.array(fragment, { maxLength: 14 }).map((fragments) => fragments.join(''));

describe('redaction, whatever the lines', () => {
  it('gives as many lines back, and never throws', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const redacted = redactor.redactLines(lines);

        expect(redacted.lines).toHaveLength(lines.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const once = redactor.redactLines(lines);

        const twice = redactor.redactLines(once.lines);

        expect(twice).toEqual({ lines: once.lines, receipt: {} });
      }),
      { numRuns: 4000 },
    );
  });

  it('counts as many credentials as it leaves masks', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const before = countMasks(lines);

        const { lines: kept, receipt } = redactor.redactLines(lines);

        expect(Object.values(receipt).reduce((sum, count) => sum + count, before)).toBe(countMasks(kept));
      }),
      { numRuns: 2000 },
    );
  });

  it('has no rule whose hint hides from it what it would find', () => {
    fc.assert(
      fc.property(line, (text) => {
        const hidden = GROUPS.flatMap((group) =>
          group.rules.filter(
            ({ hint, find }) => find(text).length > 0 && !(hint.test(text) && group.hint.test(text)),
          ),
        );

        expect(hidden).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves lines without a credential as they are, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...HARMLESS_LINES]), (lines) => {
        const redacted = redactor.redactLines(lines);

        expect(redacted).toEqual({ lines, receipt: {} });
      }),
    );
  });
});

function countMasks(lines: readonly string[]): number {
  return lines.join('\n').split(/\[REDACTED [a-z0-9-]+\]/).length - 1;
}
