import type { Command } from 'commander';
import * as z from 'zod';
import type { KubeconfigSource } from '../../src/kubeconfig/source.ts';
import { readAccess } from '../../src/kubeconfig/login.ts';
import { loadReporterConfig } from '../../src/config/file.ts';
import { parseSettings } from '../../src/config/settings/object.ts';
import { targetSchema, type Target } from '../../src/config/target.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { objectName, targetNameSchema } from '../../src/snapshot/model/names.ts';
import { refuseUnfit } from '../command/option-values.ts';
import type { TargetOptions } from './options.ts';

/** What a person may give to say what to look at. */
export interface TargetFlags extends TargetOptions {
  readonly maxLogLines?: number;
  readonly redact?: boolean;
}

/** For a person who looks around; a config names one by one what it reads unattended. */
const EVERYWHERE = '';
const describedSchema = targetSchema.extend({ namespace: z.union([objectName, z.literal(EVERYWHERE)]) });

/** A target as a person looks at it: by a kubeconfig of their own. */
export type LookedAt = Target & { readonly insecureSkipTlsVerify?: boolean };

/** Ends the command when what was typed can name no namespace or target. */
export function refuseUnfitTarget(command: Command, { namespace, target }: TargetOptions): void {
  refuseUnfit(command, 'namespace', namespace, objectName);
  refuseUnfit(command, 'target', target, targetNameSchema);
}

/** The targets of a config, or the one that the flags describe. Rejects with a `ReporterError`. */
export async function findTargets(
  flags: TargetFlags,
  kubeconfig: KubeconfigSource,
): Promise<readonly LookedAt[]> {
  const targets =
    flags.config === undefined
      ? [await describeTarget(flags, kubeconfig)]
      : await findConfigured(flags.config, flags.target);
  return targets.map((target) => override(target, flags));
}

async function describeTarget(flags: TargetFlags, kubeconfig: KubeconfigSource): Promise<LookedAt> {
  const namespace =
    flags.allNamespaces === true
      ? EVERYWHERE
      : (flags.namespace ?? (await findNamespace(flags.context, kubeconfig)));
  const name = flags.target ?? (namespace === EVERYWHERE ? 'all-namespaces' : namespace);
  const given = { name, namespace, labelSelector: flags.labelSelector };
  return parseSettings(describedSchema, given, 'the command line');
}

/** As kubectl has it: where none is named, the context's. */
async function findNamespace(context: string | undefined, kubeconfig: KubeconfigSource): Promise<string> {
  const access = await readAccess(kubeconfig, context);
  if (access.namespace !== null) return access.namespace;
  throw new ConfigurationError({
    code: 'SETTINGS_INVALID',
    attempted: 'looking for',
    object: `a namespace in ${kubeconfig.name}`,
    why: 'its context names none',
    advice: 'Give one by --namespace',
  });
}

async function findConfigured(file: string, name: string | undefined): Promise<readonly LookedAt[]> {
  const { targets } = await loadReporterConfig(file);
  const found = name === undefined ? targets : targets.filter((target) => target.name === name);
  if (found.length > 0) return found;
  throw new ConfigurationError({
    code: 'SETTINGS_INVALID',
    attempted: 'looking for',
    object: `target ${JSON.stringify(name)} in ${file}`,
    why: 'there is none of that name',
    advice: `It should be one of: ${targets.map((target) => target.name).join(', ')}`,
  });
}

/** What is typed wins over what is written. */
function override(target: LookedAt, flags: TargetFlags): LookedAt {
  const { context, maxLogLines, redact, insecureSkipTlsVerify } = flags;
  return {
    ...target,
    ...(context === undefined ? {} : { context }),
    ...(maxLogLines === undefined ? {} : { maxLogLines }),
    ...(insecureSkipTlsVerify === undefined ? {} : { insecureSkipTlsVerify }),
    ...(redact === false ? { redaction: { ...target.redaction, enabled: false } } : {}),
  };
}
