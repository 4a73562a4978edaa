import * as z from 'zod';
import { configTargetSchema } from './listed-target.ts';
import { alarmsSchema, functionSchema, retentionSchema, vpcSchema } from './deployment.ts';
import { scheduleSchema, type Schedule } from './schedule/expression.ts';
import { kmsKeyArn } from './settings/arn.ts';
import { isList, settingsObject } from './settings/object.ts';

/** A stack has room for 500 resources, and a target takes four. */
const MOST_TARGETS = 100;

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
