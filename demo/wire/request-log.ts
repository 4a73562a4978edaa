import type { Caller } from '../api/access-rules.ts';

/** One request that reached the embedded cluster, whatever became of it. */
export interface ClusterRequest {
  readonly method: string;
  /** With its query, as sent. */
  readonly path: string;
  readonly caller: Caller;
  /** Counted from 1: how often this caller has sent this method and path. A burst of faults is `attempt <= 2`. */
  readonly attempt: number;
  /** Counted from 1: the TCP connection that it came on. */
  readonly connection: number;
  readonly userAgent: string | null;
}

/** All requests in the order of their arrival. */
export class RequestLog {
  readonly requests: readonly ClusterRequest[];
  readonly #requests: ClusterRequest[] = [];
  readonly #attempts = new Map<string, number>();

  constructor() {
    this.requests = this.#requests;
  }

  add(request: Omit<ClusterRequest, 'attempt'>): ClusterRequest {
    const key = `${request.caller} ${request.method} ${request.path}`;
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    const added = { ...request, attempt };
    this.#requests.push(added);
    return added;
  }
}
