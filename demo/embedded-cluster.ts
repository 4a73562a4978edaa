// The room of a cluster that answers as a recorded one did. It must not know who reads it: it stands for what is foreign.
import type { Caller } from './api/access-rules.ts';
import { createCertificateAuthority, type CertificateAuthority } from './wire/certificate-authority.ts';
import { openClusterView } from './movement/cluster-view.ts';
import type { Fault } from './wire/fault.ts';
import { writeKubeconfig, type KubeconfigOptions } from './kubeconfig.ts';
import type { MovementChoice } from './movement/movement.ts';
import { loadRecordedState, loadRecordedVersion } from './state/recorded-state.ts';
import { handleRequest } from './wire/request-handler.ts';
import { RequestLog, type ClusterRequest } from './wire/request-log.ts';
import { addSyntheticJobs, type SyntheticJobs } from './state/synthetic-jobs.ts';
import { startTlsListener } from './wire/tls-listener.ts';

export interface EmbeddedClusterOptions {
  /** The clock by which it moves and dates its responses. When it stands still, the cluster does. */
  readonly now: () => Date;
  /** 0, any free port, unless told. */
  readonly port?: number;
  /** Vouches for its server, and for client certificates; one of its own unless told. */
  readonly certificateAuthority?: CertificateAuthority;
  /** What goes wrong with which request; undefined: nothing. Asked once a request. */
  readonly faults?: (request: ClusterRequest) => Fault | undefined;
  /** `all` unless told. */
  readonly movement?: MovementChoice;
  readonly syntheticJobs?: SyntheticJobs;
  /** The most items of a page, whatever `limit` asks for; no cap unless told. */
  readonly pageSizeCap?: number;
  /** Whose a token is that is none of the cluster's own, as a webhook tells an API server; `null`: nobody's. */
  readonly reviewToken?: (token: string) => Caller | null;
  /** How long a continue token is good for; 300 unless told, as etcd is compacted every 5 minutes. */
  readonly continueTokenSeconds?: number;
}

/** A Kubernetes API server on loopback that answers as the recorded one did. Read-only. */
export interface EmbeddedCluster extends AsyncDisposable {
  /** `https://127.0.0.1:41234` */
  readonly server: string;
  readonly certificateAuthority: CertificateAuthority;
  /** All that reached it, in order. Grows. */
  readonly requests: readonly ClusterRequest[];
  /** How many TCP connections it has taken so far. */
  readonly countConnections: () => number;
  readonly kubeconfig: (options: KubeconfigOptions) => string;
  /** Destroys what is open: resolves at once, also while a response hangs. */
  readonly close: () => Promise<void>;
}

/** Rejects when the port is taken or a file of `demo/recorded/` is damaged. */
export async function startEmbeddedCluster(options: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  const [certificateAuthority, recorded, version] = await Promise.all([
    options.certificateAuthority ?? createCertificateAuthority(),
    loadRecordedState(),
    loadRecordedVersion(),
  ]);
  const { now, faults = noFault, movement = 'all', syntheticJobs, reviewToken = knowNobody } = options;
  const { pageSizeCap = Number.POSITIVE_INFINITY, continueTokenSeconds = 300 } = options;
  const state = syntheticJobs === undefined ? recorded : addSyntheticJobs(recorded, syntheticJobs);
  const look = openClusterView(state, version, { now, movement, pageSizeCap, continueTokenSeconds });
  const requestLog = new RequestLog();
  const listener = await startTlsListener(certificateAuthority, options.port ?? 0, (exchange) =>
    handleRequest(exchange, { view: look(), requestLog, faults, reviewToken, now: now() }),
  );
  return {
    server: listener.url,
    certificateAuthority,
    requests: requestLog.requests,
    countConnections: listener.countConnections,
    kubeconfig: (wanted) => writeKubeconfig(listener.url, certificateAuthority.certificate, wanted),
    close: listener.close,
    [Symbol.asyncDispose]: listener.close,
  };
}

function noFault(): undefined {
  return undefined;
}

function knowNobody(): null {
  return null;
}
