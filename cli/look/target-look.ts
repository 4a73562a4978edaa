import { randomUUID } from 'node:crypto';
import type { ArchiveLocation } from '../../src/archive/location.ts';
import type { LatestOutcome } from '../../src/archive/latest.ts';
import { openArchive } from '../../src/archive/open.ts';
import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import type { KubeconfigSource } from '../../src/kubeconfig/source.ts';
import { K8sJobMonitor, type LookProgress } from '../../src/cluster/job-monitor.ts';
import { DEFAULT_LIMITS } from '../../src/cluster/limits.ts';
import { runReporter, type RunResult } from '../../src/reporter.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { identifyManualRun, type Run } from '../../src/snapshot/model/run.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import type { LookedAt } from './targets.ts';

/** What came of looking at one target: its snapshot, where it is kept, and why not when it could not be. */
export interface TargetLook {
  readonly target: string;
  readonly snapshot: K8sMonitorSnapshot | null;
  /** The places of the two reports; none when nothing was to be kept. */
  readonly stored: readonly string[];
  /** What became of the latest copies, when a report was kept. */
  readonly latest?: LatestOutcome;
  readonly failure: unknown;
}

export interface LookOptions {
  readonly kubeconfig: KubeconfigSource;
  readonly archive: ArchiveLocation | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** They will be looked at again and again: the ways to their clusters stay open. */
  readonly isWatch: boolean;
}

type OnProgress = (target: string, progress: LookProgress) => void;

/** The targets, to be looked at as often as one likes; one that fails does not touch the others. */
export interface TargetLooks extends AsyncDisposable {
  readonly look: (onProgress: OnProgress) => Promise<readonly TargetLook[]>;
}

/** Nothing is asked of a cluster yet. */
export function openTargetLooks(targets: readonly LookedAt[], options: LookOptions): TargetLooks {
  let tell: OnProgress | null = null;
  const opened = targets.map((target) => {
    const { name, namespace, labelSelector, context, maxLogLines, redaction } = target;
    const monitor = new K8sJobMonitor({
      namespace,
      labelSelector,
      kubeconfig: { ...options.kubeconfig, allowInsecureTls: target.insecureSkipTlsVerify },
      context,
      maxLogLines,
      redactor: createRedactor(redaction),
      limits: { ...DEFAULT_LIMITS, ...target.limits },
      keepsConnections: options.isWatch,
      env: options.env,
      onProgress: (progress) => tell?.(name, progress),
    });
    return { name, monitor };
  });
  return {
    look: (onProgress) => {
      tell = onProgress;
      return Promise.all(opened.map(({ name, monitor }) => lookOnce(name, monitor, options)));
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map(({ monitor }) => monitor.close()));
    },
  };
}

async function lookOnce(name: string, monitor: K8sJobMonitor, options: LookOptions): Promise<TargetLook> {
  const { archive: place, env, signal } = options;
  let snapshot: K8sMonitorSnapshot | null = null;
  // A report that cannot be kept can still be read.
  const loadSnapshot = async () => {
    snapshot = await monitor.loadSnapshot({ signal });
    return snapshot;
  };
  try {
    if (place === undefined)
      return { target: name, snapshot: await loadSnapshot(), stored: [], failure: null };
    await using opened = await openArchive(place, env);
    const { archive } = opened;
    const run = identifyManualRun(name, randomUUID(), new Date());
    const result = await runReporterUnlessInterrupted({ loadSnapshot }, archive, run, signal);
    const stored = [result.stored.jsonKey, result.stored.textKey].map((key) => `${archive.location}/${key}`);
    return { target: name, snapshot, stored, latest: result.stored.latest, failure: null };
  } catch (failure) {
    return { target: name, snapshot, stored: [], failure };
  }
}

/**
 * Runs the reporter for a person. Rejects with the signal's reason when it aborts while the cluster is read: what
 * Ctrl+C cut short is nobody's snapshot, and is not kept.
 */
async function runReporterUnlessInterrupted(
  monitor: Pick<K8sJobMonitor, 'loadSnapshot'>,
  archive: ReportArchive,
  run: Run,
  signal: AbortSignal,
): Promise<RunResult> {
  const loadSnapshot = async () => {
    const snapshot = await monitor.loadSnapshot({ signal });
    signal.throwIfAborted();
    return snapshot;
  };
  return await runReporter({ run, monitor: { loadSnapshot }, archive });
}
