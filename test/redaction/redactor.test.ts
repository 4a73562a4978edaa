import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { ACCESS_KEY_ID, JWT, OWN_TOKENS, SECRET_ACCESS_KEY } from './fake-credentials.ts';

const redactor = createRedactor({ enabled: true, patterns: [] });

describe('a credential that only its form gives away', () => {
  const formats = Object.entries(OWN_TOKENS).flatMap(([rule, tokens]) =>
    tokens.map((token) => [rule, token] as const),
  );

  it.each(formats)('is masked as %s: %s', (rule, token) => {
    const redacted = redactor.redact(`got ${token} from the exchange`);

    expect(redacted).toEqual({ text: `got [REDACTED ${rule}] from the exchange`, counts: { [rule]: 1 } });
  });
});

describe('the log of the recorded Job log-secrets', () => {
  it('keeps the names, users and hosts, and its receipt counts what was masked', () => {
    const lines = [
      `aws_access_key_id=${ACCESS_KEY_ID}`,
      `aws_secret_access_key=${SECRET_ACCESS_KEY}`,
      `Authorization: Bearer ${JWT}`,
      'postgres://bot:hunter2@db:5432/x',
      'password=hunter2 user=bot',
      'plain line',
    ];

    const redacted = redactor.redactLines(lines);

    expect(redacted).toEqual({
      lines: [
        'aws_access_key_id=[REDACTED aws-access-key-id]',
        'aws_secret_access_key=[REDACTED aws-secret-access-key]',
        'Authorization: Bearer [REDACTED jwt]',
        'postgres://bot:[REDACTED url-password]@db:5432/x',
        'password=[REDACTED password] user=bot',
        'plain line',
      ],
      receipt: {
        'aws-access-key-id': 1,
        'aws-secret-access-key': 1,
        jwt: 1,
        password: 1,
        'url-password': 1,
      },
    });
  });
});

describe('a redactor', () => {
  it('counts each credential of a line and of a text of several lines', () => {
    const text = 'password=a1 password=b2\nfrom redis://:c3@cache';

    const redacted = redactor.redact(text);

    expect(redacted).toEqual({
      text: 'password=[REDACTED password] password=[REDACTED password]\nfrom redis://:[REDACTED url-password]@cache',
      counts: { password: 2, 'url-password': 1 },
    });
  });

  it('names a credential that two rules find by the more telling one, once', () => {
    const redacted = redactor.redact(`token=${JWT}`);

    expect(redacted).toEqual({ text: 'token=[REDACTED jwt]', counts: { jwt: 1 } });
  });

  it('that is switched off changes nothing and counts nothing', () => {
    const off = createRedactor({ enabled: false, patterns: [] });

    const redacted = [off.redact('password=hunter2'), off.redactLines(['password=hunter2'])];

    expect(redacted).toEqual([
      { text: 'password=hunter2', counts: {} },
      { lines: ['password=hunter2'], receipt: {} },
    ]);
  });
});
