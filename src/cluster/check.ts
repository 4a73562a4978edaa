import { askForLog, requestFirstLog } from './check-log.ts';
import { skipStep, takeStep, WayEnds, type CheckStep } from './check-step.ts';
import type { AnswerHead, AnswerReader } from './get/answer.ts';
import { ClusterClient } from './connection/client.ts';
import { ClusterFailure, type ClusterFailureDetail } from './get/failure.ts';
import { requestList, type ListResource } from './get/request.ts';
import { findProxy } from '../kubeconfig/proxy.ts';
import type { KubeconfigSource } from '../kubeconfig/source.ts';
import { nameProof, readAccess, type ClusterAccess } from '../kubeconfig/login.ts';
import { readListPage } from './lists/page.ts';
import type { MonitorLimits } from './limits.ts';
import { reachServer, resolveServer } from './connection/reach.ts';

export interface ClusterCheckOptions {
  readonly source: KubeconfigSource;
  readonly context: string | undefined;
  readonly namespace: string;
  readonly labelSelector: string;
  readonly limits: MonitorLimits;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

type Walk = AsyncGenerator<CheckStep, void, void>;

/** Walks the way of a run with GETs only; the step that fails is the last. Tells as its value whether the way is open. */
export async function* checkCluster(options: ClusterCheckOptions): AsyncGenerator<CheckStep, boolean, void> {
  const { source, context, limits, now } = options;
  const { connection, retry } = limits;
  try {
    const access = yield* takeStep(
      'kubeconfig',
      () => readAccess(source, context),
      (read) =>
        `${read.context === null ? 'no context' : `context ${JSON.stringify(read.context)}`} of ${source.name}${wordPassedOver(read)}`,
    );
    const client = yield* takeStep(
      'credentials',
      () => ClusterClient.open({ source, context, connection, retry, now }),
      () => `of user ${nameProof(access)}`,
    );
    try {
      yield* walkToServer(access, options);
      yield* walkThroughRights(client, options);
    } finally {
      await client.close();
    }
    return true;
  } catch (error) {
    if (error instanceof WayEnds) return false;
    throw error;
  }
}

/** Name and connection are tried apart, so that a firewall is told from a wrong name. */
async function* walkToServer(access: ClusterAccess, { source, limits, signal }: ClusterCheckOptions): Walk {
  const { server } = access;
  const proxy = findProxy(access, source.env ?? {});
  if (proxy !== null) {
    yield skipStep('connection', `${proxy.setting} makes it`);
    return;
  }
  yield* takeStep(
    'name',
    () => resolveServer(server),
    (addresses) => `${server.hostname} is ${addresses.join(', ')}`,
  );
  const { connectMilliseconds } = limits.connection;
  yield* takeStep(
    'connection',
    () => reachServer(server, connectMilliseconds, signal),
    () => `${server.host} takes connections`,
  );
}

/** One GET tells of trust, of the login and of the first right. */
async function* walkThroughRights(client: ClusterClient, options: ClusterCheckOptions): Walk {
  const { namespace, labelSelector, signal } = options;
  const selected = labelSelector === '' ? {} : { labelSelector };
  const get = (resource: ListResource, query: object) =>
    client.get(requestList(resource, namespace, { ...query, limit: 1 }), signal, readItems);
  const [jobs] = await Promise.allSettled([get('jobs', selected)]);
  const unverified = findUnverified(client);
  yield* takeStep(
    'TLS',
    () => refuseIf(jobs, isBeforeAnswer),
    () => unverified ?? `${client.place.server} is who it says it is`,
    unverified === null ? 'ok' : 'skipped',
  );
  yield* takeStep(
    'login',
    () => refuseIf(jobs, ({ httpStatus }) => httpStatus === 401),
    () => 'the cluster knows who asks',
  );
  yield* takeStep('list jobs', () => takeValue(jobs), wordPage);
  const pods = yield* takeStep('list pods', () => get('pods', selected), wordPage);
  const log = requestFirstLog(pods);
  if (log === null) yield skipStep('get pods/log', 'no pod matches whose log could be asked for');
  else
    yield* takeStep(
      'get pods/log',
      () => askForLog(client, log, signal),
      () => `allowed; asked for ${log.object}`,
    );
  yield* takeStep('list events', () => get('events', {}), wordPage);
}

/** Why nobody knows who it is that answers; null where its certificate was verified. */
function findUnverified({ place, problems }: ClusterClient): string | null {
  if (place.server.startsWith('http:')) return `not verified: ${place.server} is plain http`;
  return problems.some(({ code }) => code === 'TLS_NOT_VERIFIED')
    ? `not verified, by insecure-skip-tls-verify: anybody may answer as ${place.server}`
    : null;
}

function isBeforeAnswer({ httpStatus, code }: ClusterFailureDetail): boolean {
  return httpStatus === undefined && code !== 'ANSWER_UNREADABLE';
}

function refuseIf(
  result: PromiseSettledResult<unknown>,
  is: (detail: ClusterFailureDetail) => boolean,
): void {
  if (result.status === 'fulfilled') return;
  const failure: unknown = result.reason;
  if (!(failure instanceof ClusterFailure) || is(failure.detail)) throw failure;
}

function takeValue<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'fulfilled') return result.value;
  throw result.reason;
}

function readItems(head: AnswerHead): AnswerReader<readonly unknown[]> {
  const items: unknown[] = [];
  const { push, end } = readListPage(head, (item) => {
    items.push(item);
    // One was asked for.
    return 'enough';
  });
  return {
    push,
    end: () => {
      end();
      return items;
    },
  };
}

function wordPage(items: readonly unknown[]): string {
  return items.length === 0 ? 'allowed; nothing matches' : 'allowed';
}

/** What is wrong with a kubeconfig and harms nobody yet. */
function wordPassedOver({ passedOver }: ClusterAccess): string {
  return passedOver.length === 0 ? '' : `; not needed, and passed over: ${passedOver.slice(0, 3).join('; ')}`;
}
