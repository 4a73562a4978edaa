import type { LookProgress } from '../../src/cluster/job-monitor.ts';
import type { ProgressState } from '../terminal/progress.ts';

/** Adds up how far the looks at several targets have come, to be shown as one line for all. */
export function countLooks(
  show: (state: ProgressState) => void,
): (target: string, progress: LookProgress) => void {
  const latest = new Map<string, LookProgress>();
  return (target, progress) => {
    latest.set(target, progress);
    const all = [...latest.values()];
    const logs = all.filter((each) => each.step === 'logs');
    if (logs.length === 0) {
      const done = all.reduce((sum, each) => sum + (each.step === 'lists' ? each.objects : 0), 0);
      show({ doing: 'listing Jobs, pods and events', done });
    } else {
      const done = logs.reduce((sum, each) => sum + each.done, 0);
      const total = logs.reduce((sum, each) => sum + each.planned, 0);
      show({ doing: 'reading logs', done, total });
    }
  };
}
