import type { EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import type { Caller } from '../../demo/api/access-rules.ts';
import type { KubeconfigSource } from '../../src/kubeconfig/source.ts';
import { K8sJobMonitor, type JobMonitorOptions } from '../../src/cluster/job-monitor.ts';
import { DEFAULT_LIMITS, type MonitorLimits } from '../../src/cluster/limits.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';

/** The real limits' shape, short enough for a test of what happens when they are reached. */
export const SHORT_LIMITS: MonitorLimits = {
  ...DEFAULT_LIMITS,
  connection: { connections: 8, connectMilliseconds: 300, headersMilliseconds: 150, idleMilliseconds: 150 },
  retry: { retries: 3, firstMilliseconds: 1, longestMilliseconds: 2, retryAfterMilliseconds: 1500 },
  // Bounds against hanging: a busy machine must not make a verdict of them.
  runMilliseconds: 100_000,
  logMilliseconds: 60_000,
};

export const TEST_TIME = new Date('2026-11-22T19:00:00.000Z');

/** A kubeconfig that is there as text; counts how often it is read. */
export function textSource(...texts: readonly string[]): KubeconfigSource & { readonly reads: boolean[] } {
  const reads: boolean[] = [];
  return {
    name: 'the test',
    reads,
    read: ({ refresh }) => {
      reads.push(refresh);
      const text = texts[Math.min(reads.length, texts.length) - 1];
      return text === undefined
        ? Promise.reject(new Error('no kubeconfig is expected to be read'))
        : Promise.resolve(text);
    },
    readFile: null,
  };
}

/** A monitor of the sample Job, as the caller, unless told otherwise. */
export function monitorOf(
  cluster: EmbeddedCluster,
  { as = 'reporter', ...options }: Partial<JobMonitorOptions> & { readonly as?: Caller } = {},
): K8sJobMonitor {
  return new K8sJobMonitor({
    namespace: 'trading-bots',
    labelSelector: 'session_id=d29-k8s-demo-session',
    kubeconfig: textSource(cluster.kubeconfig({ as })),
    redactor: createRedactor({ enabled: true, patterns: [] }),
    limits: SHORT_LIMITS,
    now: () => TEST_TIME,
    ...options,
  });
}
