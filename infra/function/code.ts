import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Token } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { ConfigurationError } from '../../src/errors.ts';
import { locateFunctionCode } from '../bundle/code.ts';
import type { PlannedTarget } from '../targets/planned-target.ts';

/** Of the 4 KB that a function's environment may have: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_REFERENCES = 25;

/** The function's code, and what it is told beside it. */
export interface DeployedCode {
  /** The built file with `settings.json`: what each target is looked at by. Whoever invokes the function names a target, and no more. */
  readonly code: Code;
  /** What the settings refer to as `env:NAME`: known when the stack is deployed, as the ARN of a secret that it makes. */
  readonly references: Readonly<Record<string, string>>;
  /** Removes what the code was packed in, once it is staged. */
  readonly unpack: () => void;
}

/** Throws a `ConfigurationError` when more is known at deployment only than the function's environment has room for. */
export function packCode(scope: Construct, targets: readonly PlannedTarget[]): DeployedCode {
  const variables = nameReferences(targets);
  if (variables.size > MOST_REFERENCES) throw refuse(scope, variables.size);
  const settings = {
    targets: Object.fromEntries(
      targets.map(({ settings: { name, ...target } }) => [name, refer(target, variables)]),
    ),
  };
  const folder = mkdtempSync(join(tmpdir(), 'k8s-job-reporter-'));
  cpSync(locateFunctionCode(), folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
  return {
    code: Code.fromAsset(folder),
    references: Object.fromEntries([...variables].map(([value, variable]) => [variable, value])),
    // Where nothing is staged, as for `cdk synth --no-staging`, the folder itself is the asset.
    unpack: () => {
      if (scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT) === undefined)
        rmSync(folder, { recursive: true });
    },
  };
}

/** By the values that are none yet; those of one kubeconfig are one. */
function nameReferences(targets: readonly PlannedTarget[]): ReadonlyMap<string, string> {
  const values = targets.flatMap(({ settings }) =>
    Object.values(settings).flatMap((value: unknown) =>
      typeof value === 'string' && Token.isUnresolved(value) ? [value] : [],
    ),
  );
  return new Map([...new Set(values)].map((value, index) => [value, `REFERENCE_${index + 1}`]));
}

function refer(target: object, variables: ReadonlyMap<string, string>): object {
  return Object.fromEntries(
    Object.entries(target).map(([field, value]: [string, unknown]) => {
      const variable = typeof value === 'string' ? variables.get(value) : undefined;
      return [field, variable === undefined ? value : `env:${variable}`];
    }),
  );
}

function refuse(scope: Construct, count: number): ConfigurationError {
  return new ConfigurationError({
    code: 'STACK_TOO_LARGE',
    attempted: 'describing the targets of',
    object: scope.node.path,
    why: `${count} kubeconfigs and roles are known at deployment only, and the function's environment has room for ${MOST_REFERENCES}`,
    advice:
      'Give the secrets names and refer to them by Secret.fromSecretNameV2, or by their complete ARNs; or make several reporters',
  });
}
