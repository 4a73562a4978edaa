// Look every half minute until every Job has ended, or until Ctrl+C, over the same connections. Nothing that happens to the cluster ends the loop.
import { setTimeout } from 'node:timers/promises';
import { K8sJobMonitor } from 'k8s-job-reporter';

const { signal, abort } = interruptible();
const monitor = new K8sJobMonitor({
  namespace: 'trading-bots',
  labelSelector: 'session_id=d29-k8s-demo-session',
  keepsConnections: true,
});
while (!signal.aborted) {
  const { jobs, errors } = await monitor.loadSnapshot({ signal });
  const open = jobs.filter(({ phase }) => phase === 'PENDING' || phase === 'RUNNING');
  console.log(`${open.length} of ${jobs.length} Jobs go on`, ...errors);
  if (open.length === 0 && errors.length === 0) abort();
  else await setTimeout(30_000, undefined, { signal }).catch(() => {});
}
await monitor.close();

function interruptible() {
  const controller = new AbortController();
  const end = () => controller.abort();
  process.once('SIGINT', end);
  return { signal: controller.signal, abort: end };
}
