/** What an answer says before its body. */
export interface AnswerHead {
  readonly status: number;
  readonly date: string | null;
  readonly retryAfter: string | null;
  /** Of the body, `gzip` say. https://www.rfc-editor.org/rfc/rfc9110#name-content-encoding */
  readonly encoding: string | null;
  readonly location: string | null;
}

/** Takes an answer's body as it arrives and makes something of it. What it throws ends the answer, and is why. */
export interface AnswerReader<T> {
  /** `enough`: nothing more needs to come. */
  readonly push: (chunk: Uint8Array) => 'more' | 'enough';
  /** The body is over, or enough of it came. */
  readonly end: () => T;
}

/** For who needs to know only that there is an answer. */
export const skipBody: AnswerReader<void> = { push: () => 'enough', end: () => {} };

/** A Status of Kubernetes is a hundredth of it; what is longer is a page of some proxy. */
const LONGEST_TEXT = 64 * 1024;

/** The beginning of a body, as text, and what is made of it. */
export function readText<T>(make: (text: string) => T): AnswerReader<T> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  return {
    push: (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
      return length < LONGEST_TEXT ? 'more' : 'enough';
    },
    end: () => make(Buffer.concat(chunks).toString('utf8')),
  };
}
