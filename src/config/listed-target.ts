import * as z from 'zod';
import { kubeconfigPlaceShape, requireOnePlace } from './kubeconfig-place.ts';
import { scheduleSchema } from './schedule/expression.ts';
import { kmsKeyArn } from './settings/arn.ts';
import { isObject, settingsObject } from './settings/object.ts';
import { targetSchema } from './target.ts';

/** For editors; the schema's own words are those of `requireOnePlace`. */
const KUBECONFIG_PLACES = ['kubeconfigSecretArn', 'kubeconfigSecretName', 'kubeconfigParameter'];

/** `on`, or why nobody is to be told. */
const alarmChoice = z.union(
  [
    z.literal('on'),
    settingsObject({ off: z.string().regex(/\S/, 'the reason why nobody is to be told').max(200) }),
  ],
  'on, or off: with the reason, as { off: "Jobs fail here by design" }',
);

/** A target of the file, as a person writes it. */
export const configTargetSchema = settingsObject({
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
  alarms: settingsObject({
    noReport: alarmChoice.exactOptional().describe('A slot has brought no report.'),
    failedJobs: alarmChoice.exactOptional().describe('The last report has failed Jobs.'),
    partialReports: alarmChoice.exactOptional().describe('The last report is not complete.'),
  })
    .exactOptional()
    .describe('Alarms of this target that are not wanted, each with the reason.'),
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
