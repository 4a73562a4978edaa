import * as z from 'zod';
import { kmsKeyArn, topicArn } from './settings/arn.ts';
import { isList, isObject, refuseRepeats, settingsObject } from './settings/object.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const retentionSchema = settingsObject({
  reportDays: z
    .int()
    .min(1)
    .max(36_500)
    .default(400)
    .describe('Days until a report is deleted; latest/ never is.'),
  colderAfterDays: z
    .int()
    .min(1)
    .max(36_500)
    .exactOptional()
    .describe(
      'Days until a report of 128 KB or more moves to S3 Glacier Instant Retrieval, which charges for 90 days at least; it stays where it is unless told.',
    ),
  oldVersionDays: z
    .int()
    .min(1)
    .max(3650)
    .default(7)
    .describe('Days that what was overwritten or deleted can be brought back.'),
  functionLogDays: z
    .literal(LOG_DAYS)
    .default(90)
    .describe("Days until the function's own log lines are deleted."),
  lock: z
    .enum(['governance', 'compliance'], 'governance or compliance')
    .exactOptional()
    .describe(
      'Object Lock: nobody deletes a report before reportDays are over; those with a special right may in governance, nobody at all in compliance. From the first deployment on.',
    ),
}).refine(({ reportDays, colderAfterDays = 0 }) => !(colderAfterDays >= reportDays), {
  path: ['colderAfterDays'],
  error: 'fewer days than reportDays',
  when: isObject,
});

const httpsUrl = (example: string) => z.url({ protocol: /^https$/, error: `an https URL, as ${example}` });

export const alarmsSchema = settingsObject({
  email: z
    .email('an e-mail address, as ops@example.com')
    .exactOptional()
    .describe('Who gets a mail when an alarm goes off, after confirming the subscription.'),
  topicArn: topicArn
    .exactOptional()
    .describe(
      'ARN of a topic that is there already, in place of one of the stack: CloudWatch may publish to it.',
    ),
  webhook: httpsUrl('https://events.example.com/sns')
    .exactOptional()
    .describe(
      'What takes messages of SNS over https, as PagerDuty and Opsgenie do. It stands in the template.',
    ),
  runbook: httpsUrl('https://git.example.com/k8s-job-reporter/docs/runbook.md')
    .exactOptional()
    .describe('Where your people read docs/runbook.md; the alarms link their section of it.'),
});

export const functionSchema = settingsObject({
  architecture: z
    .enum(['arm64', 'x86_64'], 'arm64 or x86_64')
    .default('arm64')
    .describe('Processor; arm64 is a fifth cheaper, and not in every region of every partition.'),
  memoryMegabytes: z.int().min(256).max(10_240).default(1024).describe('Memory, and with it processor time.'),
  timeoutSeconds: z.int().min(30).max(900).default(300).describe('Time that a run may take.'),
  reservedConcurrency: z
    .int()
    .min(1)
    .max(1000)
    .exactOptional()
    .describe('Runs at once at most. A new account refuses any; runs at once are safe without.'),
});

export const vpcSchema = settingsObject({
  id: z.string().regex(/^vpc-[0-9a-f]+$/, 'the id of a VPC, as vpc-0123456789abcdef0'),
  subnetIds: z
    .array(z.string().regex(/^subnet-[0-9a-f]+$/, 'the id of a subnet, as subnet-0123456789abcdef0'))
    .min(1)
    .max(16)
    .superRefine((ids, context) => refuseRepeats(ids, context, 'subnetIds'), { when: isList }),
  securityGroupIds: z
    .array(z.string().regex(/^sg-[0-9a-f]+$/, 'the id of a security group, as sg-0123456789abcdef0'))
    .min(1)
    .max(5)
    .superRefine((ids, context) => refuseRepeats(ids, context, 'securityGroupIds'), { when: isList }),
});

/** `true`, or `{ keyArn }`. */
export const encryptionSchema = z
  .union([z.literal(true), settingsObject({ keyArn: kmsKeyArn })], {
    error: 'true for a key of the stack, or keyArn: the ARN of one of yours',
  })
  .describe(
    'A KMS key for all that the stack keeps: reports, log, queues and topic. Each service has its own unless told.',
  );

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const TAG_KEY = /^(?!aws:)[\p{L}\p{N} _.:/=+@-]{1,128}$/iu;
const TAG_VALUE = /^[\p{L}\p{N} _.:/=+@-]{0,256}$/u;
const TAG_CHARACTERS = 'letters, digits, spaces and _.:/=+-@';

export const tagsSchema = z
  .record(z.string(), z.string().regex(TAG_VALUE, `${TAG_CHARACTERS}, at most 256`))
  .refine((tags) => Object.keys(tags).length <= 40, 'at most 40')
  .superRefine((tags, context) => {
    for (const key of Object.keys(tags).filter((each) => !TAG_KEY.test(each))) {
      const message = `its key may have ${TAG_CHARACTERS}, at most 128, and not begin with aws:`;
      context.addIssue({ code: 'custom', path: [key], message });
    }
  })
  .describe('Tags of all that the stack makes.');
