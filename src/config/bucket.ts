import * as z from 'zod';
import { kmsKeyArn } from './settings/arn.ts';
import { isObject, settingsObject } from './settings/object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const bucketName = z
  .string()
  .regex(
    BUCKET_NAME,
    'the name of a bucket: 3-63 small letters, digits, "-" and ".", a letter or digit first and last',
  );
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const KEY_PART = "[A-Za-z0-9!_.*'()-]+";

/** The archive's bucket; the stack makes one and names it unless told. */
export const bucketSchema = settingsObject({
  name: bucketName
    .exactOptional()
    .describe('Name of the bucket that the stack makes; nobody on earth may have it yet.'),
  existing: bucketName
    .exactOptional()
    .describe(
      'Name of a bucket that is there already, in place of one of the stack. Its lifecycle and policy stay as they are.',
    ),
  keyArn: kmsKeyArn
    .exactOptional()
    .describe('ARN of the KMS key of the existing bucket, when that is a customer managed one.'),
  prefix: z
    .string()
    .max(200)
    .regex(
      new RegExp(`^${KEY_PART}(?:/${KEY_PART})*$`),
      'letters, digits and _ . - with "/" between, none at its ends',
    )
    .exactOptional()
    .describe("What stands before the archive's keys, as team-a: for a bucket that several reporters share."),
  accessLogs: settingsObject({
    bucket: bucketName.describe('Name of the bucket that takes them.'),
    prefix: z.string().max(200).exactOptional().describe('What stands before their keys.'),
  })
    .exactOptional()
    .describe('Where S3 writes who asked for what; nowhere unless told.'),
}).superRefine(
  (bucket, context) => {
    const say = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    const isGiven = bucket.existing !== undefined;
    if (isGiven && bucket.name !== undefined)
      say('name', 'goes with a bucket of the stack, not with an existing one');
    if (isGiven && bucket.accessLogs !== undefined)
      say('accessLogs', 'goes with a bucket of the stack: an existing one has its own');
    if (!isGiven && bucket.keyArn !== undefined)
      say('keyArn', 'goes with an existing bucket; that of the stack takes encryption.keyArn');
  },
  { when: isObject },
);
