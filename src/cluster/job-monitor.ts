// The only room that talks to Kubernetes, and by GET alone. It reads lists and logs into a snapshot; what could not be read is data in it.
// It must not know where reports are kept, who asked for one, or what a schedule is.
import type { Redactor } from '../redaction/redactor.ts';
import { redactMessages } from '../redaction/snapshot.ts';
import { wasSeen } from '../snapshot/model/completeness.ts';
import { objectName } from '../snapshot/model/names.ts';
import { planLogs } from '../snapshot/logs/plan.ts';
import type { K8sMonitorSnapshot } from '../snapshot/model/snapshot.ts';
import {
  assembleEmptySnapshot,
  assembleSnapshot,
  type DescribedObjects,
  type SnapshotHead,
} from '../snapshot/snapshot.ts';
import { ClusterClient } from './connection/client.ts';
import {
  describeMistake,
  outOfTime,
  describeBadNamespace,
  describeUnusable,
  noticeTlsSwitch,
  widenRule,
} from './get/failure.ts';
import type { KubeconfigSource } from '../kubeconfig/source.ts';
import { wordNamespace } from './get/request.ts';
import { describeLists } from './lists/objects.ts';
import { DEFAULT_LIMITS, DEFAULT_MAX_LOG_LINES, type MonitorLimits } from './limits.ts';
import { readLogs } from './logs/planned-logs.ts';
import type { PodLogs } from './logs/run.ts';

/** How far a look has come, for who waits for it. */
export type LookProgress =
  | { readonly step: 'lists'; readonly objects: number }
  | { readonly step: 'logs'; readonly done: number; readonly planned: number; readonly keptBytes: number };

export interface JobMonitorOptions {
  /** `''`: all namespaces, as in the Kubernetes API. */
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
  /** The connections of a look serve the next one too, until `close`. */
  readonly keepsConnections?: boolean;
  /** The process's own: what in it would weaken TLS is not followed, and each report tells of it. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly onProgress?: (progress: LookProgress) => void;
}

/** Looks at the Jobs of one namespace of one cluster, or of all, and changes nothing there. */
export class K8sJobMonitor {
  readonly #options: JobMonitorOptions;
  readonly #limits: MonitorLimits;
  readonly #now: () => Date;
  /** What the last look left open. */
  #kept: ClusterClient | null = null;

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
      const { env = {}, redactor } = this.#options;
      const seen = await this.#look(all);
      return redactMessages({ ...seen, problems: [...noticeTlsSwitch(env), ...seen.problems] }, redactor);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the connections that were kept for another look. */
  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    await kept?.close();
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
    if (namespace !== '' && !objectName.safeParse(namespace).success)
      return assembleEmptySnapshot(nowhere, describeBadNamespace(namespace));
    let client: ClusterClient;
    try {
      client = await this.#takeClient();
    } catch (error) {
      return assembleEmptySnapshot(nowhere, describeUnusable(error, kubeconfig));
    }
    const head = { ...nowhere, cluster: client.place };
    let isOpen = false;
    try {
      const snapshot = await this.#read(client, head, signal);
      isOpen = wasSeen(snapshot.completeness.jobs);
      return snapshot;
    } catch (error) {
      return assembleEmptySnapshot(
        head,
        describeMistake(error, 'taking a snapshot of', wordNamespace(namespace)),
      );
    } finally {
      await this.#leaveClient(client, isOpen);
    }
  }

  async #takeClient(): Promise<ClusterClient> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null) return kept;
    const { kubeconfig, context } = this.#options;
    const { connection, retry } = this.#limits;
    return await ClusterClient.open({ source: kubeconfig, context, connection, retry, now: this.#now });
  }

  /** A way that led to no list of Jobs is not taken again: the next look reads the kubeconfig anew. */
  async #leaveClient(client: ClusterClient, isOpen: boolean): Promise<void> {
    if (this.#options.keepsConnections !== true || !isOpen) return await client.close();
    await client.readyAgain();
    this.#kept = client;
  }

  async #read(client: ClusterClient, head: SnapshotHead, signal: AbortSignal): Promise<K8sMonitorSnapshot> {
    const { namespace, onProgress } = this.#options;
    let objects = 0;
    // What the cluster sent is let go with this call, before the logs need the room.
    const { described, sources, problems } = await describeLists(client, this.#options, {
      signal,
      run: this.#limits,
      onPage: (more) => onProgress?.({ step: 'lists', objects: (objects += more) }),
    });
    const { logs, problems: ofLogs } = await this.#readLogs(client, described, head.timestamp, signal);
    const all = [...problems, ...ofLogs];
    return assembleSnapshot(head, described, logs, sources, namespace === '' ? all.map(widenRule) : all);
  }

  #readLogs(
    client: ClusterClient,
    { jobs, pods }: DescribedObjects,
    timestamp: string,
    signal: AbortSignal,
  ): Promise<PodLogs> {
    const { lineBytes, containerBytes, runBytes, logMilliseconds, connection } = this.#limits;
    const lines = this.#options.maxLogLines ?? DEFAULT_MAX_LOG_LINES;
    const { onProgress } = this.#options;
    const plan = planLogs(jobs, pods);
    let done = 0;
    return readLogs(client, plan, {
      limits: { lines, lineBytes, bytes: containerBytes },
      runBytes,
      milliseconds: logMilliseconds,
      concurrency: connection.connections,
      redactor: this.#options.redactor,
      signal,
      onLog: (keptBytes) =>
        onProgress?.({ step: 'logs', done: (done += 1), planned: plan.length, keptBytes }),
      listedAt: Date.parse(timestamp) + (client.clockDifference ?? 0),
      now: this.#now,
    });
  }
}
