import type { Problem } from '../../snapshot/model/problem.ts';
import { readText, type AnswerHead, type AnswerReader } from '../get/answer.ts';
import { ClusterFailure, outOfTime } from '../get/failure.ts';
import type { ClusterRequest } from '../get/request.ts';
import { basePath, type ClusterSession } from './session.ts';
import type { ConnectionLimits } from './dispatcher.ts';
import type { KubeconfigSource } from '../../kubeconfig/source.ts';
import { readConnectionFailure } from '../get/network-failure.ts';
import { readHttpFailure } from '../get/http-failure.ts';
import { sendGet } from '../get/exchange.ts';
import { RenewableSession } from './renewable-session.ts';
import { tryAgain, type RetryLimits } from '../get/retry.ts';

export interface ClientOptions {
  readonly source: KubeconfigSource;
  readonly context: string | undefined;
  readonly connection: ConnectionLimits;
  readonly retry: RetryLimits;
  readonly now: () => Date;
}

/** Less than that for TCP's and TLS's handshakes together: the same region. */
const NEAR_MILLISECONDS = 20;
const NEAR_LANES = 8;

/** Makes a reader for a success, 2xx; anew for each try. */
export type OpenAnswer<T> = (head: AnswerHead) => AnswerReader<T>;

/**
 * The one door to a cluster, and it has one verb: GET. One pool of connections a run. A refused login reads the
 * kubeconfig anew, once. Methods reject with a `ClusterFailure`.
 */
export class ClusterClient {
  readonly #options: ClientOptions;
  readonly #session: RenewableSession;
  #clockDifference: number | null = null;

  private constructor(options: ClientOptions, session: RenewableSession) {
    this.#options = options;
    this.#session = session;
  }

  /** Reads the kubeconfig; nothing is sent yet. Rejects with a `ReporterError`. */
  static async open(options: ClientOptions): Promise<ClusterClient> {
    return new ClusterClient(options, await RenewableSession.open(options));
  }

  /** The server's URL and the context, without credentials. */
  get place(): { readonly context: string | null; readonly server: string } {
    const { context, server } = this.#session.latest.access;
    return { context, server: server.href };
  }

  /** What every report of this cluster must say of the way to it. */
  get problems(): readonly Problem[] {
    return this.#session.latest.problems;
  }

  /** By how many milliseconds the cluster's clock was ahead of ours when its last answer began; null when it never told. */
  get clockDifference(): number | null {
    return this.#clockDifference;
  }

  /**
   * How many logs to begin with side by side. Far away, as many as there may be: each waits for its round trips. Near, a few keep
   * the server busy, and a handshake costs both ends more than a short log.
   */
  get lanes(): number {
    const { connections } = this.#options.connection;
    const quickest = this.#session.latest.connector?.quickestMilliseconds ?? null;
    return quickest !== null && quickest < NEAR_MILLISECONDS
      ? Math.min(NEAR_LANES, connections)
      : connections;
  }

  /** There will be so many logs to ask for: opens the connections for them meanwhile. */
  expectLogs(count: number): void {
    this.#session.latest.connector?.openAhead(Math.min(count, this.lanes));
  }

  /**
   * Asks, and reads the answer; both are tried again on what may pass. GET changes nothing, so a second try is safe
   * even when the first broke in the middle.
   */
  async get<T>(request: ClusterRequest, signal: AbortSignal, open: OpenAnswer<T>): Promise<T> {
    try {
      return await this.#attempt(request, signal, open);
    } catch (error) {
      // Most requests need no more than this, and none of what retries are made of.
      if (!(error instanceof ClusterFailure) || error.detail.isPassing !== true) throw error;
      return await tryAgain(() => this.#attempt(request, signal, open), error, this.#options.retry, signal);
    }
  }

  /** For the next look: what was refused and renewed in the last one is over. Nothing may be under way. */
  async readyAgain(): Promise<void> {
    await this.#session.readyAgain();
  }

  /** Ends every connection, also those in use: a thawed Lambda must not meet a dead socket. */
  async close(): Promise<void> {
    await this.#session.close();
  }

  async #attempt<T>(request: ClusterRequest, signal: AbortSignal, open: OpenAnswer<T>): Promise<T> {
    const session = await this.#session.findCurrent();
    try {
      return await this.#send(session, request, signal, open);
    } catch (error) {
      const refused = error instanceof ClusterFailure && error.detail.code === 'UNAUTHORIZED';
      if (!refused) throw this.#explain(error, signal);
      const other = await this.#session.replaceRefused(session);
      // Who was refused with the new credentials as well, is refused.
      if (other === null) throw error;
      return await this.#send(other, request, signal, open).catch((failure: unknown) => {
        throw this.#explain(failure, signal);
      });
    }
  }

  async #send<T>(
    session: ClusterSession,
    { path }: ClusterRequest,
    signal: AbortSignal,
    open: OpenAnswer<T>,
  ): Promise<T> {
    const { server } = session.access;
    const target = {
      origin: server.origin,
      path: `${basePath(server)}${path}`,
      headers: session.headers,
    };
    return await sendGet(session.dispatcher, target, signal, (head) => {
      const ahead = Date.parse(head.date ?? '') - this.#options.now().getTime();
      if (!Number.isNaN(ahead)) this.#clockDifference = ahead;
      return head.status >= 200 && head.status < 300 ? open(head) : this.#readRefusal(head);
    });
  }

  #readRefusal({ status, retryAfter }: AnswerHead): AnswerReader<never> {
    return readText((body) => {
      throw readHttpFailure({ status, retryAfter, body }, this.#options.now());
    });
  }

  #explain(error: unknown, signal: AbortSignal): unknown {
    if (error instanceof ClusterFailure) return error;
    if (!signal.aborted) return readConnectionFailure(error, this.#session.latest.access.server.href);
    return signal.reason instanceof ClusterFailure ? signal.reason : outOfTime(error);
  }
}
