import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ArchiveError, ConfigurationError, isReporterError } from '../src/errors.ts';

const DETAIL = {
  code: 'ARCHIVE_FAILED',
  attempted: 'reading',
  object: 'it',
  why: 'it is not there',
  advice: 'Look',
} as const;

describe('isReporterError', () => {
  test('knows the errors of this package, also those that another copy of it has thrown', async () => {
    const url = `${new URL('../src/errors.ts', import.meta.url).href}?another-copy`;
    const another = z
      .object({ ArchiveError: z.custom<typeof ArchiveError>() })
      .parse(await import(/* @vite-ignore */ url));
    const foreign = new another.ArchiveError(DETAIL);

    expect(foreign).not.toBeInstanceOf(ArchiveError);
    expect([foreign, new ConfigurationError(DETAIL)].map(isReporterError)).toEqual([true, true]);
  });

  test('knows nothing else for one', () => {
    const lookalike = { code: 'ANY', detail: DETAIL, [Symbol.for('k8s-job-reporter.error')]: true };

    expect([new Error('reading it'), lookalike, null, 'error'].map(isReporterError)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
