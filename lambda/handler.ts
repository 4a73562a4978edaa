// A schedule's door: an event becomes a run, a run becomes a summary and metrics. What a report says is none of its business.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '../src/cluster/limits.ts';
import type { ConditionProof } from '../src/archive/s3/place.ts';
import { startTimer } from './deadline.ts';
import { defaultProvider } from './default-credentials.ts';
import type { EnvironmentVariables } from './environment.ts';
import { createKubeconfigCache } from './kubeconfig/cache.ts';
import { runInvocation, type InvocationContext, type InvocationDependencies } from './invocation.ts';
import type { RunSummary } from '../src/run-summary.ts';
import { openTelemetry, type WriteLine } from './telemetry/telemetry.ts';

export type ReporterHandler = (event: unknown, context: InvocationContext) => Promise<RunSummary>;

export interface HandlerDependencies extends InvocationDependencies {
  readonly write: WriteLine;
}

/** Lambda's door. An invocation that rejects is tried again by Lambda, and its report, if one was stored, is found then. */
export function createReporterHandler(dependencies: HandlerDependencies): ReporterHandler {
  return async (event, context) => {
    const telemetry = openTelemetry(dependencies.write, context.awsRequestId);
    try {
      const run = await runInvocation(event, context, dependencies);
      telemetry.recordRun(run);
      return run.summary;
    } catch (error) {
      telemetry.recordFailure(error);
      throw error;
    }
  };
}

/** They live as long as the environment of the function: what an invocation leaves to the next. */
const kubeconfigs = createKubeconfigCache();
const proof: ConditionProof = new Set();

/** From a variable, for who deploys the one file alone; else from beside the code. */
function readSettings(variables: EnvironmentVariables): string | null {
  const given = variables['JOB_REPORTER_SETTINGS'];
  if (given !== undefined && given !== '') return given;
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
  const file = join(variables['LAMBDA_TASK_ROOT'] ?? '.', 'settings.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** What the runtime calls, for one target at one slot of its schedule. */
export const handler: ReporterHandler = (event, context) =>
  createReporterHandler({
    variables: process.env,
    readSettings: () => readSettings(process.env),
    now: () => new Date(),
    startTimer,
    limits: DEFAULT_LIMITS,
    credentials: defaultProvider(),
    kubeconfigs,
    proof,
    // Not the console: Lambda's own would put the line into a frame.
    write: (line) => void process.stdout.write(`${line}\n`),
  })(event, context);
