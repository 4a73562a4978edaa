import { describe, expect, it } from 'vitest';
import { parseArchiveLocation } from '../../src/archive/location.ts';
import { ConfigurationError } from '../../src/errors.ts';

describe('the location of an archive', () => {
  it.each(['reports', './reports/of today', '/var/lib/job-reporter', 'C:\\reports', 's3'])(
    'is a folder: %s',
    (text) => {
      const location = parseArchiveLocation(text);

      expect(location).toEqual({ kind: 'folder', path: text });
    },
  );

  it.each([
    ['s3://report-archive', 'report-archive', ''],
    ['s3://report-archive/', 'report-archive', ''],
    ['s3://report-archive/team-a', 'report-archive', 'team-a'],
    ['s3://report.archive.1/team-a/cluster=prod/', 'report.archive.1', 'team-a/cluster=prod'],
  ])('is a bucket with a prefix: %s', (text, bucket, prefix) => {
    const location = parseArchiveLocation(text);

    expect(location).toEqual({ kind: 's3', bucket, prefix });
  });

  it.each([
    ['', '"": it is empty'],
    [' ', '" ": it is empty'],
    ['a\0b', '"a\\u0000b": a path holds no NUL character'],
    ['https://s3.example/bucket', '"https://s3.example/bucket": only s3:// is known'],
    ['S3://report-archive', '"S3://report-archive": only s3:// is known'],
    ['s3://', '"s3://": a bucket\'s name has 3 to 63 lower-case letters, digits, dots and hyphens'],
    ...['s3:/report-archive', 's3:report-archive', ' s3://report-archive'].map((text) => [
      text,
      `"${text}": a bucket is written s3://bucket, and nothing stands before it`,
    ]),
    ['s3:///x', '"s3:///x": a bucket\'s name has 3 to 63 lower-case letters, digits, dots and hyphens'],
    [
      's3://Reports/x',
      '"s3://Reports/x": a bucket\'s name has 3 to 63 lower-case letters, digits, dots and hyphens',
    ],
    [
      's3://report-archive/a//b',
      '"s3://report-archive/a//b": each part of the prefix may hold letters, digits and ! _ . * \' ( ) = -, and not be . or ..',
    ],
    [
      's3://report-archive/../b',
      '"s3://report-archive/../b": each part of the prefix may hold letters, digits and ! _ . * \' ( ) = -, and not be . or ..',
    ],
  ])('is refused with the reason: %o', (text, reason) => {
    const parse = (): unknown => parseArchiveLocation(text);

    expect(parse).toThrow(
      new ConfigurationError({
        code: 'ARCHIVE_LOCATION_INVALID',
        attempted: 'reading the archive location',
        object: reason.slice(0, reason.indexOf('": ') + 1),
        why: reason.slice(reason.indexOf('": ') + 3),
        advice: 'Give a folder, s3://bucket or s3://bucket/prefix',
      }),
    );
  });

  it('is refused without repeating a key that somebody wrote into it', () => {
    const text = 's3://AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG@report-archive/team-a';

    const parse = (): unknown => parseArchiveLocation(text);

    expect(parse).toThrow(
      'reading the archive location "s3://***@report-archive/team-a": a bucket\'s name has 3 to 63 lower-case letters, ' +
        'digits, dots and hyphens. Give a folder, s3://bucket or s3://bucket/prefix',
    );
  });
});
