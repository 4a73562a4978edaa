import type { Redactor } from '../redaction/redactor.ts';
import { redactMessages } from '../redaction/snapshot-redaction.ts';
import { ReporterError } from '../errors.ts';
import { isWhole, notAsked, wasSeen } from '../snapshot/completeness.ts';
import { objectName } from '../snapshot/kubernetes-types.ts';
import { planLogs } from '../snapshot/log-plan.ts';
import type { K8sMonitorSnapshot } from '../snapshot/model.ts';
import { problemCode, type Problem } from '../snapshot/problem.ts';
import {
  assembleEmptySnapshot,
  assembleSnapshot,
  describeObjects,
  type DescribedObjects,
  type SnapshotHead,
  type SnapshotSources,
} from '../snapshot/snapshot.ts';
import { compareText } from '../snapshot/text-order.ts';
import { ClusterClient } from './cluster-client.ts';
import { describeClocksApart } from './clock-difference.ts';
import { describeMistake, outOfTime } from './cluster-failure.ts';
import type { KubeconfigSource } from './cluster-session.ts';
import { listClusterObjects } from './cluster-objects.ts';
import { DEFAULT_LIMITS, DEFAULT_MAX_LOG_LINES, type MonitorLimits } from './monitor-limits.ts';
import { readLogs, type PodLogs } from './pod-logs.ts';

export interface JobMonitorOptions {
  readonly namespace: string;
  readonly labelSelector: string;
  readonly kubeconfig: KubeconfigSource;
  /** The current one of the kubeconfig unless told. */
  readonly context?: string | undefined;
  /** The last lines of each log, 100 unless told. */
  readonly maxLogLines?: number | undefined;
  readonly redactor: Redactor;
  readonly limits?: MonitorLimits;
  readonly now?: () => Date;
}

interface DescribedLists {
  readonly described: DescribedObjects;
  readonly sources: SnapshotSources;
  readonly problems: readonly Problem[];
}

/** Looks at the Jobs of one namespace of one cluster, and changes nothing there. */
export class K8sJobMonitor {
  readonly #options: JobMonitorOptions;
  readonly #limits: MonitorLimits;
  readonly #now: () => Date;

  constructor(options: JobMonitorOptions) {
    this.#options = options;
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Takes a snapshot. What a cluster, a network or a kubeconfig can do to it stands in the snapshot's `problems` and
   * `errors`: it never rejects. When `signal` aborts, what was read by then is what there is.
   */
  async loadSnapshot({ signal }: { readonly signal?: AbortSignal } = {}): Promise<K8sMonitorSnapshot> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(outOfTime(null)), this.#limits.runMilliseconds);
    try {
      const all = signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]);
      return redactMessages(await this.#look(all), this.#options.redactor);
    } finally {
      clearTimeout(timer);
    }
  }

  async #look(signal: AbortSignal): Promise<K8sMonitorSnapshot> {
    const { namespace, labelSelector, kubeconfig } = this.#options;
    const timestamp = this.#now().toISOString();
    const nowhere: SnapshotHead = {
      namespace,
      selector: labelSelector,
      timestamp,
      cluster: { context: null, server: null },
    };
    if (!objectName.safeParse(namespace).success)
      return assembleEmptySnapshot(nowhere, describeBadNamespace(namespace));
    let client: ClusterClient;
    try {
      client = await this.#openClient();
    } catch (error) {
      return assembleEmptySnapshot(nowhere, describeUnusable(error, kubeconfig));
    }
    const head = { ...nowhere, cluster: client.place };
    try {
      return await this.#read(client, head, signal);
    } catch (error) {
      return assembleEmptySnapshot(
        head,
        describeMistake(error, 'taking a snapshot of', `namespace ${namespace}`),
      );
    } finally {
      await client.close();
    }
  }

  #openClient(): Promise<ClusterClient> {
    const { kubeconfig, context } = this.#options;
    const { connection, retry } = this.#limits;
    return ClusterClient.open({ source: kubeconfig, context, connection, retry, now: this.#now });
  }

  async #read(client: ClusterClient, head: SnapshotHead, signal: AbortSignal): Promise<K8sMonitorSnapshot> {
    const { described, sources, problems } = await this.#list(client, signal);
    const { logs, problems: ofLogs } = await this.#readLogs(client, described, signal);
    return assembleSnapshot(head, described, logs, sources, [...problems, ...ofLogs]);
  }

  /** Lists and describes in one: what the cluster sent is let go before the logs need the room. */
  async #list(client: ClusterClient, signal: AbortSignal): Promise<DescribedLists> {
    const { jobs, pods, events } = await listClusterObjects(client, this.#options, signal);
    return {
      described: describeObjects({
        jobs: jobs.items,
        pods: wasSeen(pods.completeness)
          ? pods.items.toSorted((a, b) => compareText(a.metadata.name, b.metadata.name))
          : null,
        podsAreWhole: isWhole(pods.completeness),
        events: events?.items ?? [],
      }),
      sources: {
        jobs: jobs.completeness,
        pods: pods.completeness,
        events: events?.completeness ?? notAsked,
      },
      problems: [
        ...client.problems,
        ...jobs.problems,
        ...pods.problems,
        ...(events?.problems ?? []),
        ...describeClocksApart(jobs.date ?? pods.date, this.#now()),
      ],
    };
  }

  #readLogs(client: ClusterClient, { jobs, pods }: DescribedObjects, signal: AbortSignal): Promise<PodLogs> {
    const { lineBytes, containerBytes, runBytes, logMilliseconds, connection } = this.#limits;
    const lines = this.#options.maxLogLines ?? DEFAULT_MAX_LOG_LINES;
    return readLogs(client, planLogs(jobs, pods), {
      limits: { lines, lineBytes, bytes: containerBytes },
      runBytes,
      milliseconds: logMilliseconds,
      concurrency: connection.connections,
      redactor: this.#options.redactor,
      signal,
      now: this.#now,
    });
  }
}

function describeUnusable(error: unknown, { name }: KubeconfigSource): Problem {
  if (!(error instanceof ReporterError)) return describeMistake(error, 'reading', name);
  const code = problemCode.safeParse(error.code);
  const { attempted, object, why, advice } = error.detail;
  return {
    code: code.success ? code.data : 'KUBECONFIG_UNREADABLE',
    attempted,
    object: object === 'the kubeconfig' ? `the kubeconfig of ${name}` : object,
    why,
    advice,
    count: 1,
    httpStatus: null,
    allowedBy: null,
  };
}

function describeBadNamespace(namespace: string): Problem {
  return {
    code: 'REQUEST_REFUSED',
    attempted: 'looking into',
    object: `namespace ${JSON.stringify(namespace)}`,
    why: 'this cannot be the name of a namespace',
    advice: 'Give small letters, digits and "-"',
    count: 1,
    httpStatus: null,
    allowedBy: null,
  };
}
