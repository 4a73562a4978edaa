/** A refusal in the API server's own words: `kind: Status`, `status: Failure`. */
export interface StatusFailure {
  readonly code: number;
  /** `BadRequest`, `NotFound`, …; a server error has none. */
  readonly reason?: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Only a 410 carries one: the token with which an inconsistent list can be read to its end. */
  readonly continue?: string;
}

/** Thrown wherever a request turns out to be one that the API server refuses; the router answers with it. */
export class RefusedRequest extends Error {
  readonly failure: StatusFailure;

  constructor(failure: StatusFailure) {
    super(failure.message);
    this.name = 'RefusedRequest';
    this.failure = failure;
  }
}

export function refuseAsBadRequest(message: string): RefusedRequest {
  return new RefusedRequest({ code: 400, reason: 'BadRequest', message });
}

export function refuseAsNotFound(kind: string, group: string, name: string): RefusedRequest {
  const qualified = group === '' ? kind : `${kind}.${group}`;
  return new RefusedRequest({
    code: 404,
    reason: 'NotFound',
    message: `${qualified} "${name}" not found`,
    details: group === '' ? { name, kind } : { name, group, kind },
  });
}

/** A double that guessed would hide a bug: what it does not do, it says so that the test fails. */
export function refuseAsNotEmbedded(what: string): RefusedRequest {
  return new RefusedRequest({
    code: 501,
    reason: 'NotImplemented',
    message: `the embedded cluster does not implement ${what}`,
  });
}

/** The body in the key order of the API server. */
export function writeStatus(failure: StatusFailure): Readonly<Record<string, unknown>> {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: failure.continue === undefined ? {} : { continue: failure.continue },
    status: 'Failure',
    message: failure.message,
    ...(failure.reason === undefined ? {} : { reason: failure.reason }),
    ...(failure.details === undefined ? {} : { details: failure.details }),
    code: failure.code,
  };
}
