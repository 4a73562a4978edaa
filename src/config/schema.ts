// The room of reporter.yaml: what may be set, what is wrong with it, and by which path. It deploys nothing and looks at no cluster.
import * as z from 'zod';
import { bucketSchema } from './bucket.ts';
import { configTargetSchema } from './listed-target.ts';
import {
  alarmsSchema,
  encryptionSchema,
  functionSchema,
  retentionSchema,
  tagsSchema,
  vpcSchema,
} from './deployment.ts';
import { scheduleSchema, type Schedule } from './schedule/expression.ts';
import { kmsKeyArn, policyArn } from './settings/arn.ts';
import { isList, isObject, settingsObject } from './settings/object.ts';

/** Ten stacks of a hundred. */
const MOST_TARGETS = 1000;

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
  bucket: bucketSchema.prefault({}).describe("The archive's bucket; the stack makes one unless told."),
  encryption: encryptionSchema.exactOptional(),
  reportsKmsKeyArn: kmsKeyArn
    .exactOptional()
    .describe('ARN of a customer managed KMS key for the reports alone, in place of encryption.'),
  tags: tagsSchema.exactOptional(),
  permissionsBoundaryArn: policyArn
    .exactOptional()
    .describe('ARN of the managed policy that bounds what the roles of the stack may ever do.'),
  targets: z
    .array(configTargetSchema)
    .min(1)
    .max(MOST_TARGETS)
    .superRefine(refuseDoubleNames, { when: isList })
    .describe('What to look at.'),
}).superRefine(refuseForExistingBucket, { when: isObject });

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

const bucketUseSchema = z.object({
  bucket: z.object({ existing: z.string() }),
  retention: z.object({ lock: z.unknown().optional() }).optional(),
  reportsKmsKeyArn: z.unknown().optional(),
});

/** What the stack cannot do to a bucket that is not its own. */
function refuseForExistingBucket(config: unknown, context: z.core.$RefinementCtx): void {
  const { data } = bucketUseSchema.safeParse(config);
  if (data === undefined) return;
  const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (data.retention?.lock !== undefined)
    say(
      ['retention', 'lock'],
      'goes with a bucket of the stack: an existing one has its own Object Lock, or none',
    );
  if (data.reportsKmsKeyArn !== undefined)
    say(['reportsKmsKeyArn'], 'goes with a bucket of the stack: for an existing one say bucket.keyArn');
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
