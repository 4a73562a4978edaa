import type { K8sMonitorSnapshot } from '../snapshot/model.ts';
import { wordProblem } from '../snapshot/problem.ts';
import type { Redactor } from './redactor.ts';

/**
 * Masks credentials in what the cluster says about Jobs, pods and failures: a termination message, say, is the last
 * the program wrote. Log lines are masked where they are read.
 */
export function redactMessages(snapshot: K8sMonitorSnapshot, redactor: Redactor): K8sMonitorSnapshot {
  const mask = (text: string) => redactor.redact(text).text;
  const maskIfSaid = (text: string | null) => (text === null ? null : mask(text));
  const withMessage = <T extends { readonly message: string | null }>(value: T): T => ({
    ...value,
    message: maskIfSaid(value.message),
  });
  const problems = snapshot.problems.map((problem) => ({ ...problem, why: mask(problem.why) }));
  return {
    ...snapshot,
    problems,
    errors: problems.map(wordProblem),
    jobs: snapshot.jobs.map(withMessage),
    pods: snapshot.pods.map((pod) => ({
      ...pod,
      cause: pod.cause === null ? null : withMessage(pod.cause),
      containers: pod.containers.map((container) => ({
        ...withMessage(container),
        lastTermination: container.lastTermination === null ? null : withMessage(container.lastTermination),
      })),
    })),
    // A copy would unpack the lines, and most logs have no message.
    podsLogs: snapshot.podsLogs.map((log) => (log.message === null ? log : withMessage(log))),
  };
}
