import type { LookProgress } from '../src/cluster/job-monitor.ts';
import type { Progress } from './terminal/progress.ts';

/** Shows how far the looks at several targets have come, as one line for all. */
export function showLooks(progress: Progress): (target: string, of: LookProgress) => void {
  const latest = new Map<string, LookProgress>();
  progress.show({ doing: 'connecting to the cluster' });
  return (target, of) => {
    latest.set(target, of);
    const all = [...latest.values()];
    const logs = all.filter((each) => each.step === 'logs');
    if (logs.length === 0) {
      const done = all.reduce((sum, each) => sum + (each.step === 'lists' ? each.objects : 0), 0);
      progress.show({ doing: 'listing Jobs, pods and events', done });
    } else {
      const done = logs.reduce((sum, each) => sum + each.done, 0);
      const total = logs.reduce((sum, each) => sum + each.planned, 0);
      progress.show({ doing: 'reading logs', done, total });
    }
  };
}
