import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { ArchivePlace } from './archive-place.ts';

/** What reading the archive takes, as docs/runbook.md has it, and no more: of a shared bucket, the reports alone. */
export function grantReading(bucket: Bucket | IBucket, place: ArchivePlace, grantee: IGrantable): Grant {
  const patterns = [place.reports, place.latest].map((prefix) => `${prefix}*`);
  const allow = (action: string, resourceArns: readonly string[], conditions?: Record<string, unknown>) =>
    // To the bucket's policy as well where the reader is of another account.
    Grant.addToPrincipalOrResource({
      grantee,
      actions: [action],
      resource: bucket,
      resourceArns: [...resourceArns],
      ...(conditions === undefined ? {} : { conditions: { StringLike: conditions } }),
    });
  const grants = [
    allow('s3:ListBucket', [bucket.bucketArn], { 's3:prefix': patterns }),
    allow(
      's3:GetObject',
      patterns.map((pattern) => bucket.arnForObjects(pattern)),
    ),
  ];
  const key = bucket.encryptionKey?.grantDecrypt(grantee);
  return [...grants, ...(key === undefined ? [] : [key])].reduce((all, each) => all.combine(each));
}
