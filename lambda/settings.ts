import * as z from 'zod';
import { kubeconfigPlaceShape, requireOnePlace } from '../src/config/kubeconfig-place.ts';
import { isObject, parseSettings } from '../src/config/settings/object.ts';
import { targetSchema } from '../src/config/target.ts';
import { ConfigurationError } from '../src/errors.ts';
import type { EnvironmentVariables } from './environment.ts';

const deployedTargetSchema = targetSchema
  .extend(kubeconfigPlaceShape)
  .superRefine(requireOnePlace, { when: isObject });

/** A target as it is deployed with the function, and where its kubeconfig is. */
export type DeployedTarget = Readonly<z.infer<typeof deployedTargetSchema>>;

const settingsSchema = z.object({ targets: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** What stands for a value that is known in the deployed stack only: `env:KUBECONFIG_1`. */
const REFERENCE = /^env:([A-Z0-9_]+)$/;

/**
 * The target of a name, by the settings that are deployed with the function: whoever invokes it chooses among those, and nothing of
 * them. Throws a `ConfigurationError` that names each bad field, and no value.
 * @param text `settings.json`; null: there is none.
 */
export function readTarget(
  text: string | null,
  name: string,
  variables: EnvironmentVariables,
): DeployedTarget {
  const { targets } = parseText(text);
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (target === undefined) {
    throw refuse(
      'the event',
      `target: none of that name is deployed; there ${wordCount(Object.keys(targets).length)}`,
      'Name one of them, as the schedules do',
    );
  }
  const filled = Object.entries(target).map(([field, value]) => [field, fillIn(value, variables)]);
  return parseSettings(
    deployedTargetSchema,
    { ...Object.fromEntries(filled), name },
    `the settings of target ${name}`,
  );
}

function parseText(text: string | null): z.infer<typeof settingsSchema> {
  const object = "the function's settings";
  const advice = 'Deploy the stack again';
  if (text === null) {
    const why = 'there is neither settings.json beside its code nor JOB_REPORTER_SETTINGS';
    throw refuse(object, why, 'Deploy it with its targets: {"targets": {"NAME": {…}}}');
  }
  const parsed = settingsSchema.safeParse(parseJson(text));
  if (!parsed.success) throw refuse(object, 'they are not {"targets": {"NAME": {…}}} in JSON', advice);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fillIn(value: unknown, variables: EnvironmentVariables): unknown {
  const [, variable] = typeof value === 'string' ? (REFERENCE.exec(value) ?? []) : [];
  return variable === undefined ? value : variables[variable];
}

function wordCount(count: number): string {
  return count === 1 ? 'is 1' : `are ${count}`;
}

function refuse(object: string, why: string, advice: string): ConfigurationError {
  return new ConfigurationError({ code: 'SETTINGS_INVALID', attempted: 'reading', object, why, advice });
}
