import { cutJson } from './json-cut.ts';
import { snapshotSchema, type K8sMonitorSnapshot } from './snapshot.ts';

/** The bytes of a stored report, piece by piece. */
export type ReportBytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What a report says before its Jobs, pods and logs. */
export type ReportHead = Omit<K8sMonitorSnapshot, 'jobs' | 'pods' | 'podsLogs'>;

/** A report in the order in which it is written: its head, then each Job, pod and log. */
export type ReportPart =
  | { readonly kind: 'head'; readonly head: ReportHead }
  | { readonly kind: 'job'; readonly job: K8sMonitorSnapshot['jobs'][number] }
  | { readonly kind: 'pod'; readonly pod: K8sMonitorSnapshot['pods'][number] }
  | { readonly kind: 'log'; readonly log: K8sMonitorSnapshot['podsLogs'][number] };

const ARRAYS = ['jobs', 'pods', 'podsLogs'];
const { jobs, pods, podsLogs } = snapshotSchema.shape;
const headSchema = snapshotSchema.omit({ jobs: true, pods: true, podsLogs: true });

/** The parts of a snapshot that is in memory. */
export function* listReportParts(snapshot: K8sMonitorSnapshot): Generator<ReportPart, void, void> {
  yield { kind: 'head', head: snapshot };
  for (const job of snapshot.jobs) yield { kind: 'job', job };
  for (const pod of snapshot.pods) yield { kind: 'pod', pod };
  for (const log of snapshot.podsLogs) yield { kind: 'log', log };
}

/**
 * The parts of a stored report as its bytes come: no more of it is held than the largest part, however large it is. Throws a
 * `SyntaxError` or a `ZodError` when it is none as the reporter writes them.
 */
export async function* readReportParts(bytes: ReportBytes): AsyncGenerator<ReportPart, void, void> {
  const fields = new Map<string, unknown>();
  const arrays: string[] = [];
  for await (const cut of cutJson(bytes, ARRAYS)) {
    if (cut.kind === 'item') yield readItem(cut.key, cut.value);
    else if (arrays.length > 0 && cut.kind === 'field') throw new SyntaxError(`${cut.key} stands too late`);
    else if (cut.kind === 'field') fields.set(cut.key, cut.value);
    else {
      if (arrays.length === 0) yield { kind: 'head', head: headSchema.parse(Object.fromEntries(fields)) };
      arrays.push(cut.key);
    }
  }
  if (arrays.join() !== ARRAYS.join()) throw new SyntaxError(`it has ${arrays.join()}, not ${ARRAYS.join()}`);
}

function readItem(key: string, value: unknown): ReportPart {
  if (key === 'jobs') return { kind: 'job', job: jobs.element.parse(value) };
  if (key === 'pods') return { kind: 'pod', pod: pods.element.parse(value) };
  return { kind: 'log', log: podsLogs.element.parse(value) };
}

/** A report as a whole, also one that is longer than a string of JavaScript can be. Throws as the parts do. */
export async function readReportJson(bytes: ReportBytes): Promise<K8sMonitorSnapshot> {
  const fields = new Map<string, unknown>();
  const items = new Map<string, unknown[]>();
  for await (const cut of cutJson(bytes, ARRAYS)) {
    if (cut.kind === 'field') fields.set(cut.key, cut.value);
    else if (cut.kind === 'array') items.set(cut.key, []);
    else items.get(cut.key)?.push(cut.value);
  }
  return snapshotSchema.parse(Object.fromEntries([...fields, ...items]));
}
