import type { K8sMonitorSnapshot } from '../snapshot/model/snapshot.ts';
import { wordProblem } from '../snapshot/model/problem.ts';
import type { Redactor } from './redactor.ts';

/**
 * Masks credentials in what the cluster says about Jobs, pods and failures: a termination message, say, is the last
 * the program wrote. Log lines are masked where they are read.
 */
export function redactMessages(snapshot: K8sMonitorSnapshot, redactor: Redactor): K8sMonitorSnapshot {
  const mask = (text: string) => redactor.redact(text).text;
  const maskPart = <T extends { readonly message: string | null }>(part: T): T => {
    const message = part.message === null ? null : mask(part.message);
    // What is as it was is not copied: most parts have no message, and a copy of a log would unpack its lines.
    return message === part.message ? part : { ...part, message };
  };
  const maskIfThere = <T extends { readonly message: string | null }>(part: T | null): T | null =>
    part === null ? null : maskPart(part);
  const problems = snapshot.problems.map((problem) => ({ ...problem, why: mask(problem.why) }));
  return {
    ...snapshot,
    problems,
    errors: problems.map(wordProblem),
    jobs: snapshot.jobs.map(maskPart),
    pods: snapshot.pods.map((pod) => {
      const cause = maskIfThere(pod.cause);
      const containers = mapIfChanged(pod.containers, (container) => {
        const lastTermination = maskIfThere(container.lastTermination);
        const masked = maskPart(container);
        return lastTermination === container.lastTermination ? masked : { ...masked, lastTermination };
      });
      return cause === pod.cause && containers === pod.containers ? pod : { ...pod, cause, containers };
    }),
    podsLogs: snapshot.podsLogs.map(maskPart),
  };
}

function mapIfChanged<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}
