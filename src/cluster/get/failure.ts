import { isReporterError } from '../../errors.ts';
import type { KubeconfigSource } from '../../kubeconfig/source.ts';
import {
  makeProblem,
  problemCode,
  type Problem,
  type ProblemCode,
  type RbacRule,
} from '../../snapshot/model/problem.ts';
import type { ClusterRequest } from './request.ts';

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
  /** Whether it may take longer to pass than retries usually wait. */
  readonly isWorthWaiting?: boolean;
  /** Whether what was asked for exists no more. */
  readonly isGone?: boolean;
  /** The rule of RBAC that would have allowed it, where that is why. */
  readonly allowedBy?: RbacRule;
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
  const { attempted, object } = request;
  if (!(failure instanceof ClusterFailure)) return describeMistake(failure, attempted, object);
  const { detail } = failure;
  return makeProblem({
    code: detail.code,
    attempted: detail.attempted ?? attempted,
    object: detail.object ?? object,
    why: detail.why,
    advice: detail.advice,
    httpStatus: detail.httpStatus ?? null,
    allowedBy: detail.allowedBy ?? null,
  });
}

export function describeMistake(failure: unknown, attempted: string, object: string): Problem {
  return makeProblem({
    code: 'INTERNAL_ERROR',
    attempted,
    object,
    why: failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure),
    advice: 'This is a mistake in k8s-job-reporter: please report it',
  });
}

/** Why there was no way to the cluster. */
export function describeUnusable(error: unknown, { name }: KubeconfigSource): Problem {
  if (!isReporterError(error)) return describeMistake(error, 'reading', name);
  const code = problemCode.safeParse(error.code);
  const { attempted, object, why, advice } = error.detail;
  return makeProblem({
    code: code.success ? code.data : 'KUBECONFIG_UNREADABLE',
    attempted,
    object: object === 'the kubeconfig' ? `the kubeconfig of ${name}` : object,
    why,
    advice,
  });
}

type Environment = Readonly<Record<string, string | undefined>>;

/** With it Node trusts whoever answers. https://nodejs.org/docs/latest-v24.x/api/cli.html#node_tls_reject_unauthorizedvalue */
const TLS_SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** What each report must say where verifying is switched off for the whole process, though no client here follows it. */
export function noticeTlsSwitch(env: Environment): readonly Problem[] {
  if (env[TLS_SWITCH] !== '0') return [];
  return [
    makeProblem({
      code: 'TLS_SWITCH_IGNORED',
      attempted: 'verifying servers, by',
      object: `${TLS_SWITCH} of the environment`,
      why: 'it is 0, which would trust whoever answers, and was not followed',
      advice:
        'Remove it from the environment; to trust a certificate authority of your own, name it in the kubeconfig, or by NODE_EXTRA_CA_CERTS',
    }),
  ];
}

export function describeBadNamespace(namespace: string): Problem {
  return makeProblem({
    code: 'REQUEST_REFUSED',
    attempted: 'looking into',
    object: `namespace ${JSON.stringify(namespace)}`,
    why: 'this cannot be the name of a namespace',
    advice: 'Give small letters, digits and "-"',
  });
}

/** Who looks at all namespaces needs every right for all of them: a log's too, though it is asked for in one. */
export function widenRule(problem: Problem): Problem {
  const { allowedBy } = problem;
  return allowedBy === null ? problem : { ...problem, allowedBy: { ...allowedBy, namespace: '' } };
}
