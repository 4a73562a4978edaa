import { loadReporterConfig } from '../src/config/config-file.ts';
import { parseSettings, targetSchema, type Target } from '../src/config.ts';
import { ConfigurationError } from '../src/errors.ts';
import type { TargetOptions } from './target-options.ts';

/** What a person may give to say what to look at. */
export interface TargetFlags extends Pick<
  TargetOptions,
  'config' | 'target' | 'namespace' | 'labelSelector' | 'context'
> {
  readonly maxLogLines?: number;
  readonly redact: boolean;
}

/** The targets of a config, or the one that the flags describe. Rejects with a `ConfigurationError`. */
export async function findTargets(flags: TargetFlags): Promise<readonly Target[]> {
  const targets =
    flags.config === undefined ? [describeTarget(flags)] : await findConfigured(flags.config, flags.target);
  return targets.map((target) => override(target, flags));
}

function describeTarget({ target, namespace, labelSelector }: TargetFlags): Target {
  const given = { name: target ?? namespace, namespace, labelSelector };
  return parseSettings(targetSchema, given, 'the command line');
}

async function findConfigured(file: string, name: string | undefined): Promise<readonly Target[]> {
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
function override(target: Target, { context, maxLogLines, redact }: TargetFlags): Target {
  return {
    ...target,
    ...(context === undefined ? {} : { context }),
    ...(maxLogLines === undefined ? {} : { maxLogLines }),
    ...(redact ? {} : { redaction: { ...target.redaction, enabled: false } }),
  };
}
