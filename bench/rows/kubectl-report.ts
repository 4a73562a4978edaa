import { Kubectl, readChildrenCpuMilliseconds } from './kubectl-process.ts';
import { readRowOrder } from './row-order.ts';
import { writeReport, type RowWork } from './row-report.ts';

/** Does work through kubectl and tells what kubectl took: this process, which stands for a shell, is not counted. */
export async function reportKubectl(work: (kubectl: Kubectl) => Promise<RowWork>): Promise<void> {
  const kubectl = new Kubectl(readRowOrder());
  const start = performance.now();
  const { lines } = await work(kubectl);
  writeReport({
    workMilliseconds: performance.now() - start,
    cpuMilliseconds: readChildrenCpuMilliseconds(),
    peakBytes: kubectl.peakBytes,
    lines,
    verdict: null,
  });
}
