import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { Problem } from '../snapshot/problem.ts';
import { readText, type AnswerHead, type AnswerReader } from './answer-reader.ts';
import { ClusterFailure, outOfTime } from './cluster-failure.ts';
import type { ClusterRequest } from './cluster-request.ts';
import {
  basePath,
  type ClusterSession,
  type ConnectionLimits,
  type KubeconfigSource,
} from './cluster-session.ts';
import { readConnectionFailure } from './connection-failure.ts';
import { readHttpFailure } from './http-failure.ts';
import { sendGet } from './http-get.ts';
import { RenewableSession } from './renewable-session.ts';

export interface RetryLimits {
  readonly retries: number;
  readonly firstMilliseconds: number;
  readonly longestMilliseconds: number;
  /** The longest `Retry-After` that is waited for; a server that asks for more is not asked again. */
  readonly retryAfterMilliseconds: number;
}

export interface ClientOptions {
  readonly source: KubeconfigSource;
  readonly context: string | undefined;
  readonly connection: ConnectionLimits;
  readonly retry: RetryLimits;
  readonly now: () => Date;
}

/** Makes a reader for a success, 2xx; anew for each try. */
export type OpenAnswer<T> = (head: AnswerHead) => AnswerReader<T>;

/**
 * The one door to a cluster, and it has one verb: GET. One pool of connections a run. A refused login reads the
 * kubeconfig anew, once. Methods reject with a `ClusterFailure`.
 */
export class ClusterClient {
  readonly #options: ClientOptions;
  readonly #session: RenewableSession;

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

  /**
   * Asks, and reads the answer; both are tried again on what may pass. GET changes nothing, so a second try is safe
   * even when the first broke in the middle.
   */
  async get<T>(request: ClusterRequest, signal: AbortSignal, open: OpenAnswer<T>): Promise<T> {
    const { retry } = this.#options;
    let last: ClusterFailure | null = null;
    try {
      return await pRetry(() => this.#attempt(request, signal, open), {
        retries: retry.retries,
        minTimeout: retry.firstMilliseconds,
        maxTimeout: retry.longestMilliseconds,
        randomize: true,
        signal,
        shouldRetry: async ({ error, retryDelay }) => {
          if (!(error instanceof ClusterFailure) || error.detail.isPassing !== true) return false;
          last = error;
          const wait = error.detail.retryAfter ?? 0;
          if (wait > retry.retryAfterMilliseconds) return false;
          if (wait > retryDelay) await delay(wait - retryDelay, undefined, { signal });
          return true;
        },
      });
    } catch (error) {
      if (error instanceof ClusterFailure) throw error;
      // The time ran out between two tries: why the last one failed tells more.
      throw last ?? this.#explain(error, signal);
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
    return await sendGet(session.dispatcher, target, signal, (head) =>
      head.status >= 200 && head.status < 300 ? open(head) : this.#readRefusal(head),
    );
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
