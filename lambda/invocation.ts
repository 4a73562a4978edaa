import { reportKeys } from '../src/archive/objects/keys.ts';
import { S3Archive } from '../src/archive/s3/archive.ts';
import type { ConditionProof } from '../src/archive/s3/place.ts';
import { K8sJobMonitor } from '../src/cluster/job-monitor.ts';
import type { MonitorLimits } from '../src/cluster/limits.ts';
import { ArchiveError } from '../src/errors.ts';
import { createRedactor } from '../src/redaction/redactor.ts';
import { runReporter } from '../src/reporter.ts';
import { identifyManualRun, identifyScheduledRun, type Run } from '../src/snapshot/model/run.ts';
import { openAwsClients, type AwsCredentials } from './aws-clients.ts';
import { findStorableBytes, shareTime, waitAtMost, workWithSignal, type StartTimer } from './deadline.ts';
import { readEnvironment, type EnvironmentVariables } from './environment.ts';
import { parseScheduleEvent, type ScheduleEvent } from './event.ts';
import type { KubeconfigCache } from './kubeconfig/cache.ts';
import { findPlace } from './kubeconfig/place.ts';
import { openStoredKubeconfig } from './kubeconfig/source.ts';
import { fitLimits } from './run-limits.ts';
import { summarizeRun } from '../src/run-summary.ts';
import { readTarget } from './settings.ts';
import type { StoredRun } from './telemetry/telemetry.ts';

/** What the reporter uses of Lambda's context: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface InvocationContext {
  readonly awsRequestId: string;
  readonly memoryLimitInMB: string;
  readonly getRemainingTimeInMillis: () => number;
}

/** What an invocation takes from its process. */
export interface InvocationDependencies {
  readonly variables: EnvironmentVariables;
  /** The text of what is deployed with the function; null: nothing is. */
  readonly readSettings: () => string | null;
  readonly now: () => Date;
  readonly startTimer: StartTimer;
  /** Made to fit the function's time and memory. */
  readonly limits: MonitorLimits;
  readonly credentials: AwsCredentials;
  readonly kubeconfigs: KubeconfigCache;
  /** Outlives the invocation: a store is asked once whether it keeps to conditions. */
  readonly proof: ConditionProof;
}

/**
 * One event, one report in the archive. What the secret or the cluster did stands in the report; rejects with a
 * `ConfigurationError` for an event or an environment that a person must change, with an `ArchiveError` when there is no report.
 */
export async function runInvocation(
  event: unknown,
  context: InvocationContext,
  dependencies: InvocationDependencies,
): Promise<StoredRun> {
  const remaining = context.getRemainingTimeInMillis();
  const now = dependencies.now();
  const { target: name, scheduledTime } = parseScheduleEvent(event, now);
  const target = readTarget(dependencies.readSettings(), name, dependencies.variables);
  const environment = readEnvironment(dependencies.variables);
  const redactor = createRedactor(target.redaction);
  const run = identifyRun(target.name, scheduledTime, context.awsRequestId, now);
  const place = findPlace(target);
  const deadlines = shareTime(remaining);
  const clients = openAwsClients(environment, place, dependencies.credentials, deadlines.writing);
  const writing = new AbortController();
  const archive = new S3Archive({
    ...environment.archive,
    client: clients.s3,
    signal: writing.signal,
    proof: dependencies.proof,
  });
  const look = async (signal: AbortSignal, hold: (bytes: number) => void) => {
    const kubeconfig = openStoredKubeconfig({
      place,
      read: () => clients.readKubeconfig(signal),
      cache: dependencies.kubeconfigs,
      now: dependencies.now,
      aws: {
        ...clients.access,
        rule: {
          clusterName: target.eksClusterName ?? null,
          roleArn: target.eksRoleArn ?? null,
          allowLocal: target.allowLocalServer ?? false,
        },
      },
      allowInsecureTls: target.insecureSkipTlsVerify ?? false,
      allowLocalServer: target.allowLocalServer ?? false,
      env: dependencies.variables,
    });
    const limits = fitLimits(
      { ...dependencies.limits, ...target.limits },
      {
        memoryMegabytes: Number(context.memoryLimitInMB),
        readingMilliseconds: deadlines.reading,
        storableBytes: findStorableBytes(remaining),
      },
    );
    const monitor = new K8sJobMonitor({
      ...target,
      kubeconfig,
      redactor,
      limits,
      now: dependencies.now,
      env: dependencies.variables,
      onProgress: (progress) => progress.step === 'logs' && hold(progress.keptBytes),
    });
    return await runReporter({ run, monitor, archive, signal });
  };
  try {
    const result = await waitAtMost(
      dependencies.startTimer,
      deadlines.writing,
      workWithSignal(dependencies.startTimer, (held) => shareTime(remaining, held).reading, look),
      () => describeLateReport(archive.location, run),
    );
    return {
      summary: summarizeRun(run, archive.location, result),
      errors: result.told.errors,
      durationMilliseconds: remaining - context.getRemainingTimeInMillis(),
      metricsNamespace: environment.metricsNamespace,
    };
  } finally {
    // What is still under way must not reach S3 when the process is thawed for the next slot.
    writing.abort();
    clients.destroy();
  }
}

function identifyRun(
  target: string,
  scheduledTime: ScheduleEvent['scheduledTime'],
  requestId: string,
  now: Date,
): Run {
  if (scheduledTime === undefined) return identifyManualRun(target, requestId, now);
  return identifyScheduledRun(target, scheduledTime, now);
}

function describeLateReport(location: string, run: Run): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_TIMED_OUT',
    attempted: 'storing',
    object: `${location}/${reportKeys(run).json}`,
    why: "the function's time was up before S3 had taken the report",
    advice:
      'Check the way to S3 (in a VPC: a gateway endpoint for it), or allow the function more time; the next attempt completes what is missing',
  });
}
