import * as z from 'zod';
import { DEFAULT_MAX_LOG_LINES } from '../../src/cluster/limits.ts';
import type { Kubectl } from './kubectl-process.ts';
import { LineCount } from './line-count.ts';
import { readRowOrder } from './row-order.ts';
import { reportKubectl } from './kubectl-report.ts';

const podList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        initContainers: z.array(z.object({ name: z.string() })).optional(),
        containers: z.array(z.object({ name: z.string() })),
      }),
    }),
  ),
});

/** The original's way: a kubectl process for each thing that is read, one after the other. */
void reportKubectl(async (kubectl: Kubectl) => {
  const { namespace, labelSelector } = readRowOrder();
  const selection = ['-n', namespace, '-l', labelSelector, '-o', 'json'];
  JSON.parse((await kubectl.run(['get', 'jobs', ...selection])).toString());
  const pods = podList.parse(JSON.parse((await kubectl.run(['get', 'pods', ...selection])).toString()));
  let lines = 0;
  for (const { metadata, spec } of pods.items) {
    for (const { name } of [...(spec.initContainers ?? []), ...spec.containers]) {
      const tail = `--tail=${DEFAULT_MAX_LOG_LINES}`;
      const count = new LineCount();
      const log = await kubectl.run(['logs', metadata.name, '-n', namespace, '-c', name, tail]).catch(noLog);
      count.add(log);
      lines += count.lines;
    }
  }
  return { lines };
});

/** A container that waits has none; a count that differs from the other rows' tells of any other failure. */
function noLog(): Uint8Array {
  return new Uint8Array();
}
