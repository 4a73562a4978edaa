import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { OWN_TOKENS, SECRET_ACCESS_KEY, VENDOR_TOKENS, fakePrivateKey } from './fake-credentials.ts';

const redactor = createRedactor({ enabled: true, patterns: [] });

const tokens = [VENDOR_TOKENS, OWN_TOKENS].flatMap((table) => Object.values(table).flat());

/** How a credential without a form of its own is written, around the credential. */
const SETTINGS: readonly (readonly [before: string, after: string])[] = [
  ['password=', ' user=bot'],
  ['"password":"', '","ok":true'],
  ["'db_password': '", "'"],
  ['\\"apiKey\\":\\"', '\\"'],
  ['postgres://bot:', '@db:5432/x'],
  ['aws_secret_access_key=', ''],
  ['--client-secret ', ' --verbose'],
  ['Authorization: Bearer ', ''],
  ['Set-Cookie: sid=', '; Path=/; HttpOnly'],
  ['\u001B[36mtoken\u001B[0m=\u001B[35m', '\u001B[0m'],
];

/** Letters and digits, so that no writing of it needs an escape. */
const secret = fc.stringMatching(/^[A-Za-z]{6}[0-9]{4}[A-Za-z0-9]{6,20}$/);
const prose = fc.constantFrom('', 'sent ', 'order filled, ', '{"level":"info"} ', '[worker-3] ');

describe('a credential', () => {
  it('of a known form does not survive, whatever prose stands around it', () => {
    fc.assert(
      fc.property(prose, fc.constantFrom(...tokens), prose, (before, token, after) => {
        const { text } = redactor.redact(`${before}${token} ${after}`);

        expect(text).not.toContain(token);
        expect(text.replace(/\[REDACTED [a-z0-9-]+\]/, token)).toBe(`${before}${token} ${after}`);
      }),
      { numRuns: 500 },
    );
  });

  it('that its setting gives away does not survive, nor does a part of it', () => {
    fc.assert(
      fc.property(prose, fc.constantFrom(...SETTINGS), secret, (before, [opening, closing], value) => {
        const logged = `${before}${opening}${value}${closing}`;

        const { text } = redactor.redact(logged);

        expect(text).not.toContain(value);
        expect(text.replace(/\[REDACTED [a-z-]+\]/, value)).toBe(logged);
      }),
      { numRuns: 1000 },
    );
  });

  it('of several lines does not survive, wherever the tail begins and ends', () => {
    const block = fakePrivateKey('PRIVATE KEY', 12);
    fc.assert(
      fc.property(fc.nat(block.length - 2), fc.nat(block.length), (from, length) => {
        const tail = block.slice(from, from + length);
        fc.pre(tail.some((text) => text.startsWith('-----')));

        const { lines } = redactor.redactLines(['starting', ...tail]);

        expect(lines.filter((text) => text.includes('Fake0'))).toEqual([]);
      }),
    );
  });

  it('of AWS does not survive in either of its usual places', () => {
    const lines = [
      `secret_access_key = ${SECRET_ACCESS_KEY}`,
      `AWS_SECRET_ACCESS_KEY: '${SECRET_ACCESS_KEY}'`,
    ];

    const { lines: kept } = redactor.redactLines(lines);

    expect(kept).toEqual([
      'secret_access_key = [REDACTED aws-secret-access-key]',
      "AWS_SECRET_ACCESS_KEY: '[REDACTED aws-secret-access-key]'",
    ]);
  });
});
