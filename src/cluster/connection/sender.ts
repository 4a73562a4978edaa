import { readText, type AnswerHead, type AnswerReader } from '../get/answer.ts';
import { sendGet } from '../get/exchange.ts';
import { ClusterFailure, outOfTime } from '../get/failure.ts';
import { readHttpFailure } from '../get/http-failure.ts';
import { readConnectionFailure } from '../get/network-failure.ts';
import type { ClusterRequest } from '../get/request.ts';
import { basePath, type ClusterSession } from './session.ts';
import { Standing } from './standing.ts';

/** Makes a reader for a success, 2xx; anew for each try. */
export type OpenAnswer<T> = (head: AnswerHead) => AnswerReader<T>;

/** Sends requests over sessions, and makes of all that goes wrong a failure that says who is at fault. */
export class RequestSender {
  readonly #now: () => Date;
  readonly #patienceMilliseconds: number;
  #standing: Standing;
  #clockDifference: number | null = null;

  /** @param patienceMilliseconds how long what was granted before, and is denied now, is doubted */
  constructor(now: () => Date, patienceMilliseconds: number) {
    this.#now = now;
    this.#patienceMilliseconds = patienceMilliseconds;
    this.#standing = new Standing(patienceMilliseconds);
  }

  /** By how many milliseconds the cluster's clock was ahead of ours when its last answer began; null when it never told. */
  get clockDifference(): number | null {
    return this.#clockDifference;
  }

  /** A failure stays, however often it was tried again. */
  endDoubt(failure: ClusterFailure): void {
    this.#standing.endDoubt(failure);
  }

  /** For the next look, in which all may be otherwise. */
  readyAgain(): void {
    this.#standing = new Standing(this.#patienceMilliseconds);
  }

  /** Rejects with a `ClusterFailure`. */
  async send<T>(
    session: ClusterSession,
    request: ClusterRequest,
    signal: AbortSignal,
    open: OpenAnswer<T>,
  ): Promise<T> {
    const { server } = session.access;
    const target = {
      origin: server.origin,
      path: `${basePath(server)}${request.path}`,
      headers: session.headers,
    };
    try {
      return await sendGet(session.dispatcher, target, signal, (head) =>
        this.#open(head, session, request, open),
      );
    } catch (error) {
      throw this.#explain(error, session, request, signal);
    }
  }

  #open<T>(
    head: AnswerHead,
    { isKnown }: ClusterSession,
    request: ClusterRequest,
    open: OpenAnswer<T>,
  ): AnswerReader<T> {
    const ahead = Date.parse(head.date ?? '') - this.#now().getTime();
    if (!Number.isNaN(ahead)) this.#clockDifference = ahead;
    if (head.status >= 200 && head.status < 300) {
      this.#standing.grant(request);
      return open(head);
    }
    return readText((body) => {
      throw readHttpFailure({ ...head, body }, { request, isKnown, now: this.#now() });
    });
  }

  #explain(error: unknown, session: ClusterSession, request: ClusterRequest, signal: AbortSignal): unknown {
    if (signal.aborted && !(error instanceof ClusterFailure))
      return signal.reason instanceof ClusterFailure ? signal.reason : outOfTime(error);
    const failure = readConnectionFailure(error, session.access.server.href);
    return this.#standing.judge(addUnused(failure, session), request);
  }
}

/** What kubectl would have used may be why it would have come through. */
function addUnused(failure: ClusterFailure, { unused }: ClusterSession): ClusterFailure {
  const { code, advice } = failure.detail;
  const more = code === 'TLS_UNTRUSTED' ? unused.trust : code === 'UNAUTHORIZED' ? unused.login : [];
  if (more.length === 0) return failure;
  return new ClusterFailure({ ...failure.detail, advice: [advice, ...more].join('. ') });
}
