import type { Problem, ProblemCode } from '../../snapshot/model/problem.ts';
import type { ClusterRequest } from './request.ts';
import { findRule } from './cluster-role.ts';

export interface ClusterFailureDetail {
  readonly code: ProblemCode;
  readonly why: string;
  readonly advice: string;
  readonly httpStatus?: number;
  /** Set where the failure is the whole cluster's, not the request's: `connecting to`. */
  readonly attempted?: string;
  readonly object?: string;
  /** Whether the same request may well succeed a little later. */
  readonly isPassing?: boolean;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfter?: number;
  /** Kubernetes' own words on the answer, for those who must tell states from failures. */
  readonly statusMessage?: string;
  /** A 410 carries a fresh token to finish the list with. */
  readonly continueToken?: string;
  readonly cause?: unknown;
}

/** Why a GET brought nothing: inside this room an exception, in the snapshot a problem. */
export class ClusterFailure extends Error {
  readonly detail: ClusterFailureDetail;

  constructor(detail: ClusterFailureDetail) {
    super(`${detail.code}: ${detail.why}`, { cause: detail.cause });
    this.name = 'ClusterFailure';
    this.detail = detail;
  }
}

/** The time for something was up: for the whole run, unless told. */
export function outOfTime(cause: unknown, why = "the run's time was up"): ClusterFailure {
  return new ClusterFailure({ code: 'TIMED_OUT', why, advice: 'Allow more time, or select less', cause });
}

/** A failure met on a request, as data. What is not a `ClusterFailure` is a mistake of ours, and is said as one. */
export function describeFailure(failure: unknown, request: ClusterRequest): Problem {
  const { attempted, object, resource, namespace } = request;
  if (!(failure instanceof ClusterFailure)) return describeMistake(failure, attempted, object);
  const { detail } = failure;
  return {
    code: detail.code,
    attempted: detail.attempted ?? attempted,
    object: detail.object ?? object,
    why: detail.why,
    advice: detail.advice,
    count: 1,
    httpStatus: detail.httpStatus ?? null,
    allowedBy: detail.code === 'FORBIDDEN' ? { ...findRule(resource), namespace } : null,
  };
}

export function describeMistake(failure: unknown, attempted: string, object: string): Problem {
  return {
    code: 'INTERNAL_ERROR',
    attempted,
    object,
    why: failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure),
    advice: 'This is a mistake in k8s-job-reporter: please report it',
    count: 1,
    httpStatus: null,
    allowedBy: null,
  };
}
