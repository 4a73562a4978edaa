import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../src/errors.ts';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import type { RedactionPattern } from '../../../src/redaction/rules/user-pattern.ts';

function redactWith(patterns: readonly RedactionPattern[], text: string) {
  return createRedactor({ enabled: true, patterns }).redact(text);
}

describe("a target's own pattern", () => {
  it.each([
    [
      { name: 'account', pattern: 'ACME-[0-9]{6}' },
      'from ACME-123456 to ACME-654321',
      'from [REDACTED account] to [REDACTED account]',
      2,
    ],
    [
      { name: 'account', pattern: 'account (?P<secret>[0-9]+)' },
      'account 42 ok',
      'account [REDACTED account] ok',
      1,
    ],
    [
      { name: 'account', pattern: 'account (?<secret>[0-9]+)' },
      'account 42 ok',
      'account [REDACTED account] ok',
      1,
    ],
    [{ name: 'account', pattern: '(?i)acme-[0-9]+' }, 'ACME-7 ok', '[REDACTED account] ok', 1],
    [{ name: 'desk', pattern: '取引-[0-9]+' }, '😀 取引-42 ok', '😀 [REDACTED desk] ok', 1],
  ])('%j masks its matches, or its group "secret"', (pattern, text, kept, count) => {
    const redacted = redactWith([pattern], text);

    expect(redacted).toEqual({ text: kept, counts: { [pattern.name]: count } });
  });

  it('masks nothing where its group "secret" has no part in the match', () => {
    const redacted = redactWith([{ name: 'account', pattern: 'none|account (?P<secret>[0-9]+)' }], 'none');

    expect(redacted).toEqual({ text: 'none', counts: {} });
  });

  it('names what a built-in rule finds too', () => {
    const redacted = redactWith([{ name: 'desk-password', pattern: 'desk-[a-z]+' }], 'password=desk-blue');

    expect(redacted).toEqual({ text: 'password=[REDACTED desk-password]', counts: { 'desk-password': 1 } });
  });

  it('that would hang a backtracking engine takes its time in proportion to the line', () => {
    const patterns = [{ name: 'hangs', pattern: '(x+x+)+y' }];

    const redacted = redactWith(patterns, 'x'.repeat(100_000));

    expect(redacted.counts).toEqual({});
  });

  it.each([
    [
      [{ name: 'account', pattern: '(ACME' }],
      'reading redaction.patterns[0].pattern "(ACME": error parsing regexp: missing closing ): `(ACME`. Correct it: the syntax is RE2, which has no lookahead, no lookbehind and no backreference (https://github.com/google/re2/wiki/Syntax).',
    ],
    [
      [
        { name: 'ok', pattern: 'a+' },
        { name: 'account', pattern: 'ACME(?=-)' },
      ],
      'reading redaction.patterns[1].pattern "ACME(?=-)": error parsing regexp: invalid or unsupported Perl syntax: `(?=`. Correct it: the syntax is RE2, which has no lookahead, no lookbehind and no backreference (https://github.com/google/re2/wiki/Syntax).',
    ],
    [
      [{ name: 'account', pattern: '[0-9]*' }],
      'reading redaction.patterns[0].pattern "[0-9]*": it matches the empty text, so it says nothing of where a credential is. Let it need at least one character, with "+" in place of "*".',
    ],
    [
      [{ name: 'Account Number', pattern: 'a+' }],
      'reading redaction.patterns[0].name "Account Number": a rule\'s name is words of lower-case letters and digits with "-" between, at most 40 characters. Rename it, like "account-number".',
    ],
    [
      [
        { name: 'account', pattern: 'a+' },
        { name: 'account', pattern: 'b+' },
      ],
      'reading redaction.patterns[1].name "account": a pattern before it has the same name. Give each pattern a name of its own.',
    ],
    [
      [{ name: 'jwt', pattern: 'a+' }],
      'reading redaction.patterns[0].name "jwt": a built-in rule has this name. Rename it, so that the receipt tells the two apart.',
    ],
  ])('that cannot be used is refused: %j', (patterns, message) => {
    const create = () => createRedactor({ enabled: true, patterns });

    expect(create).toThrow(new ConfigurationError(detailOf(message)));
  });

  it('is refused even where redaction is switched off, for the day it is switched on', () => {
    const settings = { enabled: false, patterns: [{ name: 'account', pattern: '(' }] };

    const create = () => createRedactor(settings);

    expect(create).toThrow(ConfigurationError);
  });
});

/** The parts that word the message, which is all that is compared of an error. */
function detailOf(message: string) {
  const [, attempted = '', object = '', why = '', advice = ''] =
    /^(reading) (\S+ ".*?"): (.*?)\. ((?:Correct|Let|Rename|Give).*)$/.exec(message) ?? [];
  return { code: 'REDACTION_PATTERN_INVALID', attempted, object, why, advice } as const;
}
