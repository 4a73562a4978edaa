import { ClusterFailure } from '../get/failure.ts';
import type { ClusterRequest } from '../get/request.ts';

/**
 * What the reader has been granted in a run. An API server that has just started knows no rights for some seconds, so that what it
 * denies is doubted where the same was granted before, or where a connection broke: until a doubt has come to nothing.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/plugin/pkg/auth/authorizer/rbac/rbac.go reads roles from a cache
 */
export class Standing {
  readonly #patienceMilliseconds: number;
  readonly #granted = new Set<string>();
  #hasBroken = false;
  #doubtedSince: number | null = null;
  #mayDoubt = true;

  constructor(patienceMilliseconds: number) {
    this.#patienceMilliseconds = patienceMilliseconds;
  }

  grant(request: ClusterRequest): void {
    this.#granted.add(nameRight(request));
  }

  /** It was tried again for as long as it may be, and stays: of other denials as well. */
  endDoubt({ detail }: ClusterFailure): void {
    if (detail.code === 'FORBIDDEN') this.#mayDoubt = false;
  }

  /** The failure as it is told after all that was seen in the run. */
  judge(failure: ClusterFailure, request: ClusterRequest): ClusterFailure {
    const { detail } = failure;
    if (detail.code === 'CONNECTION_BROKEN' || detail.code === 'CONNECTION_REFUSED') this.#hasBroken = true;
    const wasGranted = this.#granted.has(nameRight(request));
    const { allowedBy, ...rest } = detail;
    if (allowedBy === undefined || (!wasGranted && !this.#hasBroken)) return failure;
    this.#doubtedSince ??= performance.now();
    const isWorthWaiting = performance.now() - this.#doubtedSince < this.#patienceMilliseconds;
    const patience = { isPassing: this.#mayDoubt, isWorthWaiting };
    if (!wasGranted) return new ClusterFailure({ ...detail, ...patience });
    const why = `${detail.why}, which had been allowed before in this run`;
    return new ClusterFailure({ ...rest, why, advice: RUN_AGAIN, ...patience });
  }
}

const RUN_AGAIN =
  'An API server that has just started knows no rights yet, or the right was taken away meanwhile: run again to know which';

function nameRight({ resource, namespace }: ClusterRequest): string {
  return `${resource} ${namespace}`;
}
