import type { Problem } from '../../snapshot/model/problem.ts';
import { skipBody } from '../get/answer.ts';
import { ClusterFailure } from '../get/failure.ts';
import { blameKubelet } from '../get/node-failure.ts';
import { requestList, type ClusterRequest } from '../get/request.ts';
import { RequestSender, type OpenAnswer } from './sender.ts';
import type { ClusterSession } from './session.ts';
import { JointQuestion } from './joint-question.ts';
import type { ConnectionLimits } from './dispatcher.ts';
import type { KubeconfigSource } from '../../kubeconfig/source.ts';
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

/** So many of the longest pauses between retries an API server may need to know its rights. */
const PATIENCE = 3;

/**
 * The one door to a cluster, and it has one verb: GET. One pool of connections a run. A refused login reads the
 * kubeconfig anew, once. Methods reject with a `ClusterFailure`.
 */
export class ClusterClient {
  readonly #options: ClientOptions;
  readonly #session: RenewableSession;
  readonly #sender: RequestSender;
  readonly #whetherKnown = new JointQuestion<boolean>();

  private constructor(options: ClientOptions, session: RenewableSession) {
    this.#options = options;
    this.#session = session;
    this.#sender = new RequestSender(options.now, options.retry.longestMilliseconds * PATIENCE);
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
    return this.#sender.clockDifference;
  }

  /**
   * How many logs to begin with side by side. Far away, as many as there may be: each waits for its round trips. Near, a few keep
   * the server busy, and a handshake costs both ends more than a short log.
   */
  get lanes(): number {
    const { connections } = this.#options.connection;
    const quickest = this.#session.latest.connector.quickestMilliseconds;
    return quickest !== null && quickest < NEAR_MILLISECONDS
      ? Math.min(NEAR_LANES, connections)
      : connections;
  }

  /** There will be so many logs to ask for: opens the connections for them meanwhile. */
  expectLogs(count: number): void {
    this.#session.latest.connector.openAhead(Math.min(count, this.lanes));
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
      const again = () => this.#attempt(request, signal, open);
      return await tryAgain(again, error, this.#options.retry, signal).catch((last: unknown) => {
        if (last instanceof ClusterFailure) this.#sender.endDoubt(last);
        throw last;
      });
    }
  }

  /** For the next look: what was refused and renewed in the last one is over. Nothing may be under way. */
  async readyAgain(): Promise<void> {
    await this.#session.readyAgain();
    this.#sender.readyAgain();
  }

  /** Ends every connection, also those in use: a thawed Lambda must not meet a dead socket. */
  async close(): Promise<void> {
    await this.#session.close();
  }

  async #attempt<T>(request: ClusterRequest, signal: AbortSignal, open: OpenAnswer<T>): Promise<T> {
    const session = await this.#session.findCurrent();
    try {
      return await this.#sender.send(session, request, signal, open);
    } catch (error) {
      if (!(error instanceof ClusterFailure) || error.detail.code !== 'UNAUTHORIZED') throw error;
      if (request.resource === 'pods/log' && (await this.#isKnown(session, request, signal)))
        throw blameKubelet(error);
      const other = await this.#session.replaceRefused(session);
      // Who was refused with the new credentials as well, is refused.
      if (other === null) throw error;
      return await this.#sender.send(other, request, signal, open);
    }
  }

  /**
   * Whether the API server takes the credentials that a log was refused with: then it was the kubelet who refused, and new ones
   * would help nobody.
   */
  async #isKnown(
    session: ClusterSession,
    { namespace }: ClusterRequest,
    signal: AbortSignal,
  ): Promise<boolean> {
    const question = requestList('jobs', namespace, { limit: 1 });
    return await this.#whetherKnown.ask(async () => {
      try {
        await this.#sender.send(session, question, signal, () => skipBody);
        return true;
      } catch (error) {
        const status = error instanceof ClusterFailure ? error.detail.httpStatus : undefined;
        return status !== undefined && status !== 401;
      }
    });
  }
}
