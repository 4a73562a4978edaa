import * as z from 'zod';

// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-id
const KMS_KEY =
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;
export const kmsKeyArn = z
  .string()
  .regex(KMS_KEY, 'the ARN of a KMS key, not of an alias: arn:aws:kms:<region>:<account>:key/<id>');

const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

export const roleArn = z.string().regex(ROLE, 'the ARN of a role: arn:aws:iam::<account>:role/<name>');

const TOPIC = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

export const topicArn = z
  .string()
  .regex(TOPIC, 'the ARN of a topic of SNS, and none with .fifo: arn:aws:sns:<region>:<account>:<name>');

const POLICY = /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/;

export const policyArn = z
  .string()
  .regex(POLICY, 'the ARN of a managed policy: arn:aws:iam::<account>:policy/<name>');
