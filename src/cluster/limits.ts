import type { ConnectionLimits } from './connection/dispatcher.ts';
import type { RetryLimits } from './get/retry.ts';
import type { ListLimits } from './lists/budget.ts';

/** All that bounds a run, in time and in memory. */
export interface MonitorLimits {
  readonly connection: ConnectionLimits;
  readonly retry: RetryLimits;
  /** For the whole run of reading; a caller's own signal may end it earlier. */
  readonly runMilliseconds: number;
  /** Of the lists of each kind: Jobs, pods, events. */
  readonly lists: ListLimits;
  readonly logMilliseconds: number;
  readonly lineBytes: number;
  readonly containerBytes: number;
  readonly runBytes: number;
}

const SECOND = 1000;
const KIB = 1024;
const MIB = 1024 * KIB;

export const DEFAULT_MAX_LOG_LINES = 100;

export const DEFAULT_LIMITS: MonitorLimits = {
  connection: {
    // At most, one log a connection: enough to hide a round trip, few enough for a small API server (docs/adr/0010).
    connections: 32,
    connectMilliseconds: 5 * SECOND,
    headersMilliseconds: 15 * SECOND,
    idleMilliseconds: 15 * SECOND,
  },
  retry: {
    retries: 4,
    firstMilliseconds: 200,
    longestMilliseconds: 5 * SECOND,
    retryAfterMilliseconds: 30 * SECOND,
  },
  runMilliseconds: 120 * SECOND,
  // More than the largest clusters have. https://kubernetes.io/docs/setup/best-practices/cluster-large/
  lists: { objects: 250_000, bytes: 512 * MIB },
  logMilliseconds: 20 * SECOND,
  lineBytes: 320 * KIB,
  containerBytes: MIB,
  runBytes: 256 * MIB,
};
