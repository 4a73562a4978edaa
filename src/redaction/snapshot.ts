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
    jobs: snapshot.jobs.map((job) => maskJob(job, mask)),
    pods: snapshot.pods.map((pod) => {
      const cause = maskIfThere(pod.cause);
      const containers = mapIfChanged(pod.containers, (container) => {
        const lastTermination = maskIfThere(container.lastTermination);
        const masked = maskPart(maskProgram(container, mask));
        return lastTermination === container.lastTermination ? masked : { ...masked, lastTermination };
      });
      return cause === pod.cause && containers === pod.containers ? pod : { ...pod, cause, containers };
    }),
    podsLogs: snapshot.podsLogs.map(maskPart),
  };
}

type Mask = (text: string) => string;
type Job = K8sMonitorSnapshot['jobs'][number];
type Container = K8sMonitorSnapshot['pods'][number]['containers'][number];

/** What people wrote into labels, and what was told of the Job and of pods that are gone. */
function maskJob(job: Job, mask: Mask): Job {
  const labels = Object.fromEntries(Object.entries(job.labels).map(([key, value]) => [key, mask(value)]));
  const gone = job.podsGone?.map((pod) => ({ ...pod, message: mask(pod.message) }));
  return {
    ...job,
    labels,
    message: job.message === null ? null : mask(job.message),
    ...(gone === undefined ? {} : { podsGone: gone }),
  };
}

/** Command and arguments as one line would be masked: what stands behind `--password` is known by it. */
function maskProgram(container: Container, mask: Mask): Container {
  const { command, args } = container;
  if (command == null && args == null) return container;
  const all = [...(command ?? []), ...(args ?? [])];
  const masked = all.map((word, index) => maskWord(all[index - 1], word, mask));
  if (masked.every((word, index) => word === all[index])) return container;
  const size = command?.length ?? 0;
  return {
    ...container,
    ...(command == null ? {} : { command: masked.slice(0, size) }),
    ...(args == null ? {} : { args: masked.slice(size) }),
  };
}

function maskWord(before: string | undefined, word: string, mask: Mask): string {
  if (before?.startsWith('-') !== true) return mask(word);
  const both = mask(`${before} ${word}`);
  return both.startsWith(`${before} `) ? both.slice(before.length + 1) : mask(word);
}

function mapIfChanged<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}
