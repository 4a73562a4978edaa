import { DEFAULT_MAX_LOG_LINES } from '../../src/cluster/limits.ts';
import { reportKubectl } from './kubectl-report.ts';
import { LineCount } from './line-count.ts';
import { readRowOrder } from './row-order.ts';

/** More than any namespace has pods: kubectl refuses more logs than this at once. */
const MOST_LOGS = 100_000;

/** What a person types: the logs alone, of all pods that a selector finds. */
void reportKubectl(async (kubectl) => {
  const { namespace, labelSelector } = readRowOrder();
  const count = new LineCount();
  count.add(
    await kubectl.run([
      'logs',
      '-n',
      namespace,
      '-l',
      labelSelector,
      '--all-containers',
      '--prefix',
      `--tail=${DEFAULT_MAX_LOG_LINES}`,
      `--max-log-requests=${MOST_LOGS}`,
    ]),
  );
  return { lines: count.lines };
});
