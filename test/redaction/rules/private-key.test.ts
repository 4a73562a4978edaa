import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import { fakePrivateKey } from '../fake-credentials.ts';

const redactor = createRedactor({ enabled: true, patterns: [] });
const LABELS = ['', 'RSA ', 'EC ', 'ENCRYPTED ', 'OPENSSH '].map((kind) => `${kind}PRIVATE KEY`);
const LABEL = 'PRIVATE KEY';
const MASKED = '[REDACTED private-key]';

describe('a private key that was logged line by line', () => {
  it.each(LABELS)('loses all lines between BEGIN %s and its END', (label) => {
    const lines = ['loading key', ...fakePrivateKey(label), 'key loaded'];

    const redacted = redactor.redactLines(lines);

    expect(redacted).toEqual({
      lines: [
        'loading key',
        `-----BEGIN ${label}-----`,
        MASKED,
        MASKED,
        MASKED,
        MASKED,
        `-----END ${label}-----`,
        'key loaded',
      ],
      receipt: { 'private-key': 4 },
    });
  });

  it('keeps the time before each line', () => {
    const lines = fakePrivateKey(LABEL).map((line) => `2026-11-22T18:53:04Z ${line}`);

    const redacted = redactor.redactLines(lines);

    expect(redacted.lines).toEqual([
      `2026-11-22T18:53:04Z -----BEGIN ${LABEL}-----`,
      `2026-11-22T18:53:04Z ${MASKED}`,
      `2026-11-22T18:53:04Z ${MASKED}`,
      `2026-11-22T18:53:04Z ${MASKED}`,
      MASKED,
      `2026-11-22T18:53:04Z -----END ${LABEL}-----`,
    ]);
  });

  it('loses its headers too', () => {
    const [begin = '', ...rest] = fakePrivateKey(`RSA ${LABEL}`);
    const lines = [begin, 'Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-256-CBC,00FF', '', ...rest];

    const redacted = redactor.redactLines(lines);

    expect(redacted.lines).toEqual([begin, MASKED, MASKED, '', MASKED, MASKED, MASKED, MASKED, rest.at(-1)]);
  });

  it.each([1, 2, 3, 4])('loses what is left of it in a tail that begins at its line %i', (from) => {
    const lines = [...fakePrivateKey(LABEL).slice(from), 'key loaded'];

    const redacted = redactor.redactLines(lines);

    expect(redacted.lines).toEqual([
      ...Array.from({ length: 5 - from }, () => MASKED),
      `-----END ${LABEL}-----`,
      'key loaded',
    ]);
  });

  it('loses what was logged of it before the container died', () => {
    const lines = fakePrivateKey(LABEL).slice(0, 3);

    const redacted = redactor.redactLines(lines);

    expect(redacted.lines).toEqual([`-----BEGIN ${LABEL}-----`, MASKED, MASKED]);
  });

  it('is not looked for in lines that only mention its markers', () => {
    const lines = [
      `expected -----BEGIN ${LABEL}----- in tls.key`,
      'retrying in 5 s',
      'tls.key is empty',
      'giving up',
      `no -----END ${LABEL}----- found`,
    ];

    const redacted = redactor.redactLines(lines);

    expect(redacted).toEqual({ lines, receipt: {} });
  });

  it('is told from a certificate', () => {
    const lines = fakePrivateKey('CERTIFICATE');

    const redacted = redactor.redactLines(lines);

    expect(redacted).toEqual({ lines, receipt: {} });
  });
});

describe('a private key on one line', () => {
  it('loses what stands between its markers', () => {
    const line = `key: ${fakePrivateKey(LABEL).join('\\n')}\\n done`;

    const redacted = redactor.redact(line);

    expect(redacted).toEqual({
      text: `key: -----BEGIN ${LABEL}-----${MASKED}\\n-----END ${LABEL}-----\\n done`,
      counts: { 'private-key': 1 },
    });
  });

  it('loses what is there of it when the line was cut', () => {
    const line = fakePrivateKey(LABEL).join('\\n').slice(0, 120);

    const redacted = redactor.redact(line);

    expect(redacted.text).toBe(`-----BEGIN ${LABEL}-----${MASKED}`);
  });
});
