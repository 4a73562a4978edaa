import { ClusterFailure } from '../get/failure.ts';

/** Half a million objects: a list that goes on behind them is one that somebody makes up. */
const MOST_PAGES = 1000;

/** A server that sends a token twice, or pages without end, would hold a run for as long as it lasts. */
export function refuseCircle(token: string, seen: Set<string>): void {
  const isAgain = seen.has(token);
  seen.add(token);
  if (!isAgain && seen.size <= MOST_PAGES) return;
  throw new ClusterFailure({
    code: 'ANSWER_UNREADABLE',
    why: isAgain
      ? 'the server sent a continue token that it had sent before, so that the list would never end'
      : `the list did not end within ${MOST_PAGES} pages`,
    advice: 'Check what answers: the API server of Kubernetes does not do this; or select less',
  });
}
