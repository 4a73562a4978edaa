import { readFile } from 'node:fs/promises';

import * as z from 'zod';

import type { ClusterState } from './cluster-state.ts';
import { readNanoseconds, splitLines, type ContainerLog, type LineTime } from './container-log.ts';
import {
  cronJobSchema,
  eventSchema,
  jobSchema,
  listContainerStatuses,
  podSchema,
  type ContainerStatus,
  type Pod,
} from './kubernetes-object.ts';

const recordedLogSchema = z.looseObject({
  containerID: z.string(),
  text: z.string().optional(),
  base64: z.string().optional(),
  lineTimes: z.record(z.string(), z.string()).optional(),
});

type RecordedLog = z.infer<typeof recordedLogSchema>;

const FIRST_LINE_AFTER_START = 50_000_000n;
const LAST_LINE_AFTER_FINISH = 900_000_000n;

/** The recorded cluster as it stood at second 0. Rejects when a file of `demo/recorded/` is missing or damaged. */
export async function loadRecordedState(): Promise<ClusterState> {
  const [jobs, laterJobs, cronJobs, pods, events, logs] = await Promise.all([
    readRecorded('jobs.json', z.array(jobSchema)),
    readRecorded('later-jobs.json', z.array(jobSchema)),
    readRecorded('cronjobs.json', z.array(cronJobSchema)),
    readRecorded('pods.json', z.array(podSchema)),
    readRecorded('events.json', z.array(eventSchema)),
    readRecorded('logs.json', z.array(recordedLogSchema)),
  ]);
  return { jobs, laterJobs, cronJobs, pods, events, logs: indexLogs(logs, pods) };
}

/** The recorded answer of `/version`. */
export function loadRecordedVersion(): Promise<unknown> {
  return readRecorded('version.json', z.unknown());
}

async function readRecorded<Shape>(name: string, schema: z.ZodType<Shape>): Promise<Shape> {
  const text = await readFile(new URL(`../recorded/${name}`, import.meta.url), 'utf8');
  const value: unknown = JSON.parse(text);
  checkShape(value, schema);
  return value;
}

/** Checks only: what a schema returns has its keys in another order than the recorded object. */
function checkShape<Shape>(value: unknown, schema: z.ZodType<Shape>): asserts value is Shape {
  schema.parse(value);
}

function indexLogs(
  recorded: readonly RecordedLog[],
  pods: readonly Pod[],
): ReadonlyMap<string, ContainerLog> {
  const statuses = new Map(pods.flatMap(listContainerStatuses).map((status) => [status.containerID, status]));
  return new Map(recorded.map((log) => [log.containerID, makeLog(log, statuses.get(log.containerID))]));
}

function makeLog(recorded: RecordedLog, status: ContainerStatus | undefined): ContainerLog {
  const bytes =
    recorded.base64 === undefined ? Buffer.from(recorded.text ?? '') : Buffer.from(recorded.base64, 'base64');
  const known = Object.entries(recorded.lineTimes ?? {}).map(([line, time]) => ({
    line: Number(line),
    time: readNanoseconds(time),
  }));
  const lineTimes = known.length > 0 ? known : spreadOverRun(splitLines(bytes).length, status);
  return { read: () => bytes, lineTimes };
}

/** Most recorded logs came without times: between the container's start and its end is what is known of them. */
function spreadOverRun(lines: number, status: ContainerStatus | undefined): readonly LineTime[] {
  const { terminated, running } = status?.state ?? {};
  const startedAt = terminated?.startedAt ?? running?.startedAt;
  if (startedAt == null) throw new Error(`demo/recorded/logs.json: no container ran with the ID of a log`);
  const first = { line: 0, time: readNanoseconds(startedAt) + FIRST_LINE_AFTER_START };
  if (terminated?.finishedAt == null || lines < 2) return [first];
  return [first, { line: lines - 1, time: readNanoseconds(terminated.finishedAt) + LAST_LINE_AFTER_FINISH }];
}
