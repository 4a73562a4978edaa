import type { MonitorLimits } from '../src/cluster/limits.ts';

/** What Lambda gives an invocation. */
export interface FunctionLimits {
  readonly memoryMegabytes: number;
  readonly readingMilliseconds: number;
}

const MIB = 1024 * 1024;
/** What the runtime, the libraries, a big namespace's Jobs and pods, and the logs on their way take: measured. */
const BASE_BYTES = 176 * MIB;
/**
 * A log line is held once, and reports are written from it piece by piece. But a retry that finds the report of an earlier attempt
 * reads that back: as bytes, and as the objects that its text is made from.
 */
const COPIES = 4;
const LEAST_LOG_BYTES = 4 * MIB;

/**
 * Makes limits fit a function: reading may take all the time there is for it, and the lines of all logs together only what its
 * memory holds. A function that runs out of memory leaves no report at all.
 */
export function fitLimits(
  limits: MonitorLimits,
  { memoryMegabytes, readingMilliseconds }: FunctionLimits,
): MonitorLimits {
  const room = Math.floor((memoryMegabytes * MIB - BASE_BYTES) / COPIES);
  return {
    ...limits,
    runMilliseconds: readingMilliseconds,
    runBytes: Math.min(limits.runBytes, Math.max(LEAST_LOG_BYTES, room)),
  };
}
