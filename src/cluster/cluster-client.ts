import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { ClusterFailure } from './cluster-failure.ts';
import type { ClusterRequest } from './cluster-request.ts';
import {
  basePath,
  openSession,
  type ClusterSession,
  type ConnectionLimits,
  type KubeconfigSource,
} from './cluster-session.ts';
import { readConnectionFailure } from './connection-failure.ts';
import { readHttpFailure } from './http-failure.ts';

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

/** A success: 2xx. The body must be read to its end or destroyed. */
export interface ClusterAnswer {
  readonly status: number;
  readonly date: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

const LONGEST_ERROR_BODY = 64 * 1024;

/**
 * The one door to a cluster, and it has one verb: GET. One pool of connections a run. A refused login reads the
 * kubeconfig anew, once. Methods reject with a `ClusterFailure`.
 */
export class ClusterClient {
  readonly #options: ClientOptions;
  #session: ClusterSession;
  #renewal: Promise<void> | null = null;
  readonly #opened: ClusterSession[];

  private constructor(options: ClientOptions, session: ClusterSession) {
    this.#options = options;
    this.#session = session;
    this.#opened = [session];
  }

  /** Reads the kubeconfig; nothing is sent yet. Rejects with a `ReporterError`. */
  static async open(options: ClientOptions): Promise<ClusterClient> {
    return new ClusterClient(
      options,
      await openSession(options.source, options.context, options.connection, false),
    );
  }

  /** The server's URL and the context, without credentials. */
  get place(): { readonly context: string; readonly server: string } {
    const { context, server } = this.#session.access;
    return { context, server: server.href };
  }

  /**
   * Asks, and reads the answer with `consume`; both are tried again on what may pass. GET changes nothing, so a
   * second try is safe even when the first broke in the middle.
   */
  async get<T>(
    request: ClusterRequest,
    signal: AbortSignal,
    consume: (answer: ClusterAnswer) => Promise<T>,
  ): Promise<T> {
    const { retry } = this.#options;
    let last: ClusterFailure | null = null;
    try {
      return await pRetry(() => this.#attempt(request, signal, consume), {
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

  /** Ends every connection, also those in use: a thawed Lambda must not meet a dead socket. */
  async close(): Promise<void> {
    await Promise.all(this.#opened.map((session) => session.dispatcher.destroy()));
  }

  async #attempt<T>(
    request: ClusterRequest,
    signal: AbortSignal,
    consume: (answer: ClusterAnswer) => Promise<T>,
  ): Promise<T> {
    const session = this.#session;
    try {
      return await this.#send(session, request, signal, consume);
    } catch (error) {
      const refused = error instanceof ClusterFailure && error.detail.code === 'UNAUTHORIZED';
      if (!refused) throw this.#explain(error, signal);
      if (session === this.#session) await this.#renew();
      // Who was refused with the new credentials as well, is refused.
      if (session === this.#session) throw error;
      return await this.#send(this.#session, request, signal, consume).catch((failure: unknown) => {
        throw this.#explain(failure, signal);
      });
    }
  }

  async #send<T>(
    session: ClusterSession,
    { path }: ClusterRequest,
    signal: AbortSignal,
    consume: (answer: ClusterAnswer) => Promise<T>,
  ): Promise<T> {
    const { server } = session.access;
    const { statusCode, headers, body } = await session.dispatcher.request({
      origin: server.origin,
      path: `${basePath(server)}${path}`,
      method: 'GET',
      headers: session.headers,
      signal,
    });
    try {
      if (statusCode >= 200 && statusCode < 300) {
        return await consume({ status: statusCode, date: single(headers['date']), body });
      }
      const retryAfter = single(headers['retry-after']);
      const said = await readStart(body);
      throw readHttpFailure({ status: statusCode, retryAfter, body: said }, this.#options.now());
    } finally {
      // Whoever stopped in the middle must not keep the connection.
      body.destroy();
    }
  }

  /** All requests that were refused at the same time wait for one renewal, and there is no second. */
  async #renew(): Promise<void> {
    this.#renewal ??= this.#openAnew();
    await this.#renewal;
  }

  async #openAnew(): Promise<void> {
    const { source, context, connection } = this.#options;
    try {
      this.#session = await openSession(source, context, connection, true);
      this.#opened.push(this.#session);
    } catch {
      // What was refused stays refused, and the refusal is what there is to report.
    }
  }

  #explain(error: unknown, signal: AbortSignal): unknown {
    if (error instanceof ClusterFailure) return error;
    if (!signal.aborted) return readConnectionFailure(error, this.#session.access.server.href);
    return signal.reason instanceof ClusterFailure ? signal.reason : outOfTime(error);
  }
}

/** The time for something was up: for the whole run, unless told. */
export function outOfTime(cause: unknown, why = "the run's time was up"): ClusterFailure {
  return new ClusterFailure({ code: 'TIMED_OUT', why, advice: 'Allow more time, or select less', cause });
}

function single(value: string | readonly string[] | undefined): string | null {
  return (typeof value === 'string' ? value : value?.[0]) ?? null;
}

async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= LONGEST_ERROR_BODY) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
