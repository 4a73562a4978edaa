import * as z from 'zod';
import { targetSchema } from './target.ts';
import { kubeconfigPlaceShape, requireOnePlace } from './kubeconfig-place.ts';
import { scheduleSchema, type Schedule } from './schedule.ts';
import { isList, isObject, refuseRepeats, settingsObject } from './settings.ts';

/** A stack has room for 500 resources, and a target takes four. */
const MOST_TARGETS = 100;

// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-id
const KMS_KEY_ARN =
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;
const kmsKeyArn = z
  .string()
  .regex(KMS_KEY_ARN, 'the ARN of a KMS key, not of an alias: arn:aws:kms:<region>:<account>:key/<id>');

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const retentionSchema = settingsObject({
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
}).refine(({ reportDays, colderAfterDays = 0 }) => !(colderAfterDays >= reportDays), {
  path: ['colderAfterDays'],
  error: 'fewer days than reportDays',
  when: isObject,
});

const alarmsSchema = settingsObject({
  email: z
    .email('an e-mail address, as ops@example.com')
    .exactOptional()
    .describe('Who gets a mail when an alarm goes off, after confirming the subscription.'),
  runbook: z
    .url({
      protocol: /^https$/,
      error: 'an https URL, as https://git.example.com/k8s-job-reporter/docs/runbook.md',
    })
    .exactOptional()
    .describe('Where your people read docs/runbook.md; the alarms link their section of it.'),
});

const functionSchema = settingsObject({
  memoryMegabytes: z.int().min(256).max(10_240).default(1024).describe('Memory, and with it processor time.'),
  timeoutSeconds: z.int().min(30).max(900).default(300).describe('Time that a run may take.'),
  reservedConcurrency: z
    .int()
    .min(1)
    .max(1000)
    .exactOptional()
    .describe('Runs at once at most. A new account refuses any; runs at once are safe without.'),
});

const vpcSchema = settingsObject({
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

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** For editors; the schema's own words are those of `requireOnePlace`. */
const KUBECONFIG_PLACES = ['kubeconfigSecretArn', 'kubeconfigSecretName', 'kubeconfigParameter'];

const configTargetSchema = settingsObject({
  ...targetSchema.shape,
  labelSelector: targetSchema.shape.labelSelector.exactOptional(),
  allJobs: z
    .literal(true, 'true, or leave it out')
    .exactOptional()
    .describe('Every Job of the namespace, in place of a labelSelector.'),
  ...kubeconfigPlaceShape,
  kubeconfigKeyArn: kmsKeyArn
    .exactOptional()
    .describe('ARN of the KMS key of the secret or parameter, when that is a customer managed one.'),
  eksRoleArn: z
    .string()
    .regex(ROLE_ARN, 'the ARN of a role: arn:aws:iam::<account>:role/<name>')
    .exactOptional()
    .describe('ARN of the role that the kubeconfig says to assume for EKS (--role-arn).'),
  schedule: scheduleSchema.exactOptional().describe('When this target differs from the others.'),
})
  .superRefine(requireOnePlace, { when: isObject })
  .superRefine(requireOneSelector, { when: isObject })
  .meta({
    allOf: [KUBECONFIG_PLACES, ['labelSelector', 'allJobs']].map((choices) => ({
      oneOf: choices.map((choice) => ({ required: [choice] })),
    })),
  });

/** No selector at all is never what somebody forgot to write: every Job is asked for by name. */
function requireOneSelector(
  { labelSelector, allJobs }: { readonly labelSelector?: unknown; readonly allJobs?: unknown },
  context: z.core.$RefinementCtx,
): void {
  const say = (message: string) => context.addIssue({ code: 'custom', path: ['labelSelector'], message });
  if (labelSelector === undefined && allJobs === undefined)
    say('give it, or allJobs: true for every Job of the namespace');
  if (labelSelector !== undefined && allJobs !== undefined) say('give either labelSelector or allJobs');
}

/** The file, as a person writes it. */
export const reporterConfigSchema = settingsObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'letters, digits and "-", at most 40, a letter first')
    .default('k8s-job-reporter')
    .describe('Name of the CloudFormation stack, of its metrics and alarms.'),
  schedule: scheduleSchema.describe('When to look at each target that has no schedule of its own.'),
  retention: retentionSchema.prefault({}).describe('How long to keep what.'),
  alarms: alarmsSchema.prefault({}).describe('Who is told of what goes wrong.'),
  function: functionSchema.prefault({}).describe('What a run may use.'),
  vpc: vpcSchema
    .exactOptional()
    .describe('Where the function runs when a cluster has a private endpoint only.'),
  reportsKmsKeyArn: kmsKeyArn
    .exactOptional()
    .describe('ARN of a customer managed KMS key for the reports; S3 encrypts with its own unless told.'),
  targets: z
    .array(configTargetSchema)
    .min(1)
    .max(MOST_TARGETS)
    .superRefine(refuseDoubleNames, { when: isList })
    .describe('What to look at.'),
});

type ConfigFile = z.infer<typeof reporterConfigSchema>;

/** A target with the selector and the schedule that hold for it; an empty selector is every Job. */
export type ReporterTarget = Readonly<Omit<ConfigFile['targets'][number], 'allJobs'>> & {
  readonly labelSelector: string;
  readonly schedule: Schedule;
};

export type ReporterConfig = Readonly<Omit<ConfigFile, 'schedule' | 'targets'>> & {
  readonly targets: readonly ReporterTarget[];
};

export function completeConfig({ schedule, targets, ...rest }: ConfigFile): ReporterConfig {
  return {
    ...rest,
    targets: targets.map(({ allJobs: _all, ...target }) => ({
      ...target,
      labelSelector: target.labelSelector ?? '',
      schedule: target.schedule ?? schedule,
    })),
  };
}

/** A target as a schedule sends it to the function: just what the function knows. */
export type ScheduledTarget = Omit<ReporterTarget, 'schedule' | 'kubeconfigKeyArn' | 'eksRoleArn'>;

export function selectScheduledTarget(target: ReporterTarget): ScheduledTarget {
  const { schedule: _schedule, kubeconfigKeyArn: _key, eksRoleArn: _role, ...scheduled } = target;
  return scheduled;
}

const namedSchema = z.object({ name: z.string() });

/** Runs along with the checks of each target: not all of them need be targets. */
function refuseDoubleNames(targets: readonly unknown[], context: z.core.$RefinementCtx): void {
  // A folder on some systems, and so an archive in it, makes no difference between capitals and small letters.
  const names = targets.map((target) => namedSchema.safeParse(target).data?.name.toLowerCase());
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (name === undefined || first === index) continue;
    context.addIssue({
      code: 'custom',
      path: [index, 'name'],
      message: `the name of targets[${first}]; each target needs its own`,
    });
  }
}
