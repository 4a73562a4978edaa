import type { MonitorLimits } from '../src/cluster/limits.ts';

/** What Lambda gives an invocation. */
export interface FunctionLimits {
  readonly memoryMegabytes: number;
  readonly readingMilliseconds: number;
  /** The lines that there is time to store. */
  readonly storableBytes: number;
}

const MIB = 1024 * 1024;
/** What the runtime, the libraries, a big namespace's Jobs and pods, and the logs on their way take: measured (docs/bench.md). */
const BASE_BYTES = 176 * MIB;
/** A log line is held once, and reports are written from it piece by piece; the rest is room for the garbage of that: measured. */
const COPIES = 4;
/** Of a log on its way: as chunks, as lines, masked, and as its part of a report. Up to this size they are in the base. */
const LANE_COPIES = 6;
const LANE_BYTES = MIB;
const LEAST_LOG_BYTES = 4 * MIB;
/** Of the memory what the lists of one kind may hold, of which there are two that are long: measured, each byte is held some three times. */
const LIST_SHARE = 1 / 10;
const OBJECTS_A_MEGABYTE = 100;

/**
 * Makes limits fit a function: reading may take all the time there is for it, the lines of all logs together only what its
 * memory holds and its time can store, and logs are read side by side only as far as there is room for them. A function that runs
 * out of memory leaves no report at all.
 */
export function fitLimits(
  limits: MonitorLimits,
  { memoryMegabytes, readingMilliseconds, storableBytes }: FunctionLimits,
): MonitorLimits {
  const room = Math.max(0, memoryMegabytes * MIB - BASE_BYTES);
  const logBytes = Math.floor(Math.min(room / COPIES, storableBytes));
  const mostContainerBytes = LANE_BYTES + Math.floor(room / 2 / LANE_COPIES);
  const containerBytes = Math.min(limits.containerBytes, mostContainerBytes);
  const laneBytes = (containerBytes - LANE_BYTES) * LANE_COPIES;
  const lanes = laneBytes <= 0 ? Infinity : Math.max(1, Math.floor(room / 2 / laneBytes));
  return {
    ...limits,
    connection: { ...limits.connection, connections: Math.min(limits.connection.connections, lanes) },
    lineBytes: Math.min(limits.lineBytes, containerBytes),
    containerBytes,
    runMilliseconds: readingMilliseconds,
    runBytes: Math.min(limits.runBytes, Math.max(LEAST_LOG_BYTES, logBytes)),
    lists: {
      objects: Math.min(limits.lists.objects, memoryMegabytes * OBJECTS_A_MEGABYTE),
      bytes: Math.min(limits.lists.bytes, Math.floor(memoryMegabytes * MIB * LIST_SHARE)),
    },
  };
}
