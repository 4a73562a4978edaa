import { writeStatus, type StatusFailure } from './status-failure.ts';

/** What goes over the wire for one request. */
export interface Answer {
  readonly status: number;
  /** Null: no body, so no type of one (204). */
  readonly contentType: string | null;
  readonly body: Uint8Array;
  /** A log is sent in chunks as it is read, without a `Content-Length`. */
  readonly streamed: boolean;
}

export function answerWithJson(status: number, body: unknown): Answer {
  const text = `${JSON.stringify(body)}\n`;
  return { status, contentType: 'application/json', body: Buffer.from(text), streamed: false };
}

export function answerWithFailure(failure: StatusFailure): Answer {
  return answerWithJson(failure.code, writeStatus(failure));
}

export function answerWithLog(body: Uint8Array): Answer {
  return { status: 200, contentType: 'text/plain', body, streamed: true };
}

/** For the log of a pod that no node has been given. */
export function answerWithNothing(): Answer {
  return { status: 204, contentType: null, body: new Uint8Array(), streamed: false };
}

/** For a path that no part of the API server serves: no `Status`, not even JSON. */
export function answerWithPageNotFound(): Answer {
  const body = Buffer.from('404 page not found\n');
  return { status: 404, contentType: 'text/plain; charset=utf-8', body, streamed: false };
}
