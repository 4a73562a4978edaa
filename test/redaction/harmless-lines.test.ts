import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { HARMLESS_LINES } from './harmless-lines.ts';

it.each(HARMLESS_LINES)('stays as it is: %s', (line) => {
  const redactor = createRedactor({ enabled: true, patterns: [] });

  const redacted = redactor.redact(line);

  expect(redacted).toEqual({ text: line, counts: {} });
});
