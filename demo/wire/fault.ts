import { answerWithFailure, type Answer } from '../api/answers/answer.ts';
import type { ClusterView } from '../api/request-router.ts';

/**
 * What may go wrong with one request, in place of or on top of the right answer.
 * A refused connection and a server that never shakes hands are not here: they need no API server at all.
 */
export type Fault =
  /** The connection is reset (RST) before a byte of the response. */
  | { readonly kind: 'reset-before-response' }
  /** The connection is reset after the headers and this many bytes of the right body. */
  | { readonly kind: 'reset-mid-body'; readonly afterBytes: number }
  /** The request is taken, and nothing ever comes. */
  | { readonly kind: 'hang-before-headers' }
  /** The headers and this many bytes of the right body come, then nothing more. */
  | { readonly kind: 'hang-mid-body'; readonly afterBytes: number }
  /** A well-formed response whose body ends after this many bytes of the right one. */
  | { readonly kind: 'truncated-body'; readonly afterBytes: number }
  /** Anything at all in place of the right answer: HTML, 429 with `Retry-After`, 503. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | Uint8Array;
    }
  /** The API server's own `Status`, worded by code: 401, 403, 429, 500, 503, … */
  | {
      readonly kind: 'status';
      readonly code: number;
      readonly reason: string;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The revision of this request's continue token has just been compacted: 410, and a fresh token. */
  | { readonly kind: 'expired-continue-token' }
  /** The right JSON, changed: `items: null`, a field that is not known, a number for a text. */
  | { readonly kind: 'altered-json'; readonly alter: (body: unknown) => unknown }
  /** One line that never ends, as fast as the client reads. */
  | { readonly kind: 'endless-line' }
  /** This line (its newline included) again and again, as fast as the client reads. */
  | { readonly kind: 'endless-lines'; readonly line: string }
  /** The right answer by a clock that is this many seconds fast (slow when negative). */
  | { readonly kind: 'skewed-date'; readonly bySeconds: number };

/** The answer that goes out under a fault, with headers that it adds or sets. The faults of the wire leave it as it is. */
export interface FaultedAnswer {
  readonly answer: Answer;
  readonly headers: Readonly<Record<string, string>>;
}

/** The cluster as it is under a fault that is not one of the wire. */
export function lookUnderFault(view: ClusterView, fault: Fault | undefined): ClusterView {
  return fault?.kind === 'expired-continue-token' ? { ...view, oldestRevision: view.revision + 1 } : view;
}

export function applyFault(answer: Answer, fault: Fault | undefined): FaultedAnswer {
  if (fault?.kind === 'truncated-body') {
    return { answer: { ...answer, body: answer.body.subarray(0, fault.afterBytes) }, headers: {} };
  }
  if (fault?.kind === 'answer') {
    const { status, headers = {} } = fault;
    const body = Buffer.from(fault.body);
    return { answer: { status, contentType: 'text/plain', body, streamed: false }, headers };
  }
  if (fault?.kind === 'status') return { answer: answerWithFailure(fault), headers: fault.headers ?? {} };
  if (fault?.kind === 'altered-json') {
    return { answer: { ...answer, body: alterJson(answer.body, fault.alter) }, headers: {} };
  }
  return { answer, headers: {} };
}

function alterJson(body: Uint8Array, alter: (body: unknown) => unknown): Uint8Array {
  return Buffer.from(JSON.stringify(alter(JSON.parse(Buffer.from(body).toString()))));
}
