import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { createCertificateAuthority } from '../../demo/wire/certificate-authority.ts';
import { writeKubeconfig } from '../../demo/kubeconfig.ts';
import type { ClusterState } from '../../demo/state/cluster-state.ts';
import { compareKeys, eventSchema, jobSchema, podSchema } from '../../demo/state/kubernetes-object.ts';
import type { Fault } from '../../demo/wire/fault.ts';
import { handleRequest } from '../../demo/wire/request-handler.ts';
import { RequestLog } from '../../demo/wire/request-log.ts';
import { startTlsListener } from '../../demo/wire/tls-listener.ts';

/** A real cluster's objects and log answers, as `test/fixtures/zoo/README.md` tells. */
export interface RecordedCluster extends AsyncDisposable {
  readonly kubeconfig: string;
  readonly recordedAt: Date;
  /** kubectl's own words, by `job NAME` and `pod NAME`: `1/2 Error`. */
  readonly words: ReadonlyMap<string, string>;
  /** Requests that were not recorded. They are answered by 500, and a test expects none. */
  readonly unknown: readonly string[];
}

const logSchema = z.object({
  pod: z.string(),
  container: z.string(),
  previous: z.boolean(),
  hangs: z.literal(true).optional(),
  status: z.int().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  text: z.string().optional(),
  base64: z.string().optional(),
  parts: z.array(z.union([z.string(), z.tuple([z.string(), z.int()])])).optional(),
});

const rowSchema = z.union([
  z.strictObject({ moment: z.string(), at: z.string(), revision: z.int() }),
  z.strictObject({ job: jobSchema }),
  z.strictObject({ pod: podSchema }),
  z.strictObject({ event: eventSchema }),
  z.strictObject({ log: logSchema }),
  z.strictObject({
    word: z.object({
      job: z.string().optional(),
      pod: z.string().optional(),
      ready: z.string().optional(),
      status: z.string(),
    }),
  }),
]);

type Row = z.infer<typeof rowSchema>;
type RecordedLog = z.infer<typeof logSchema>;

interface Moment {
  readonly at: Date;
  readonly revision: number;
  readonly state: ClusterState;
}

/**
 * Serves what was recorded, and nothing else. A recording of several moments moves to the second when pods are first
 * listed, and to the third when a log is first asked for: so did the cluster when it was recorded.
 * @param name of a file of `test/fixtures/zoo/`, without `.jsonl`
 */
export async function startRecordedCluster(name: string): Promise<RecordedCluster> {
  const text = await readFile(new URL(`../fixtures/zoo/${name}.jsonl`, import.meta.url), 'utf8');
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => rowSchema.parse(JSON.parse(line)));
  const moments = splitMoments(rows);
  const [first] = moments;
  if (first === undefined) throw new Error(`${name}.jsonl begins with no moment`);
  const logs = new Map(rows.flatMap((row) => ('log' in row ? [[nameLog(row.log), row.log] as const] : [])));
  const unknown: string[] = [];
  const authority = await createCertificateAuthority();
  const requestLog = new RequestLog();
  let now = first;
  const listener = await startTlsListener(authority, 0, (exchange) => {
    const { url = '' } = exchange.request;
    now = moments[Math.max(moments.indexOf(now), momentOf(url))] ?? now;
    const { at, revision, state } = now;
    return handleRequest(exchange, {
      view: { version: null, revision, oldestRevision: 0, stateAt: () => state, pageSizeCap: Infinity },
      requestLog,
      faults: ({ path }) => answerLog(path, logs, unknown),
      reviewToken: () => null,
      now: at,
    });
  });
  return {
    kubeconfig: writeKubeconfig(listener.url, authority.certificate, { as: 'reporter' }),
    recordedAt: first.at,
    words: new Map(rows.flatMap(readWord)),
    unknown,
    [Symbol.asyncDispose]: listener.close,
  };
}

function momentOf(path: string): number {
  if (path.includes('/log?')) return 2;
  return path.includes('/pods?') ? 1 : 0;
}

function splitMoments(rows: readonly Row[]): readonly Moment[] {
  const starts = rows.flatMap((row, index) => ('moment' in row ? [{ ...row, index }] : []));
  return starts.map(({ at, revision, index }, nth) => {
    const own = rows.slice(index, starts[nth + 1]?.index);
    const state = {
      jobs: own.flatMap((row) => ('job' in row ? [row.job] : [])).toSorted(compareKeys),
      pods: own.flatMap((row) => ('pod' in row ? [row.pod] : [])).toSorted(compareKeys),
      events: own.flatMap((row) => ('event' in row ? [row.event] : [])).toSorted(compareKeys),
      cronJobs: [],
      laterJobs: [],
      logs: new Map(),
    };
    return { at: new Date(at), revision, state };
  });
}

function readWord(row: Row): readonly (readonly [string, string])[] {
  if (!('word' in row)) return [];
  const { job, pod, ready, status } = row.word;
  return [job === undefined ? [`pod ${pod}`, `${ready} ${status}`] : [`job ${job}`, status]];
}

const LOG_PATH = /^\/api\/v1\/namespaces\/zoo\/pods\/([^/]+)\/log\?(.*)$/;

function answerLog(
  path: string,
  logs: ReadonlyMap<string, RecordedLog>,
  unknown: string[],
): Fault | undefined {
  const [, pod, query] = LOG_PATH.exec(path) ?? [];
  if (pod === undefined) return undefined;
  const { container = '', previous, ...rest } = Object.fromEntries(new URLSearchParams(query));
  const log = logs.get(nameLog({ pod, container, previous: previous === 'true' }));
  if (log === undefined || !isDeepStrictEqual(rest, { tailLines: '100', timestamps: 'true' })) {
    unknown.push(path);
    throw new Error(`not recorded: ${path}`);
  }
  if (log.hangs === true) return { kind: 'hang-before-headers' };
  return { kind: 'answer', status: log.status ?? 500, headers: log.headers ?? {}, body: readBody(log) };
}

function nameLog({ pod, container, previous }: Pick<RecordedLog, 'pod' | 'container' | 'previous'>): string {
  return `${pod} ${container}${previous ? ' previous' : ''}`;
}

/** A run of one character stands as `[character, times]`. */
function readBody({ text, base64, parts }: RecordedLog): string | Uint8Array {
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  return (
    text ?? (parts ?? []).map((part) => (typeof part === 'string' ? part : part[0].repeat(part[1]))).join('')
  );
}
