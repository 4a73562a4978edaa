import * as z from 'zod';
import { objectName } from '../snapshot/model/names.ts';
import type { ClusterClient } from './connection/client.ts';
import { skipBody } from './get/answer.ts';
import { ClusterFailure } from './get/failure.ts';
import { requestLog, type ClusterRequest } from './get/request.ts';

const podWithContainer = z.object({
  metadata: z.object({ name: objectName, namespace: objectName }),
  spec: z.object({ containers: z.array(z.object({ name: z.string().min(1) })).min(1) }),
});

/** For the log of the first container of the first pod of a list, as it came; null: there is none to ask for. */
export function requestFirstLog(items: readonly unknown[]): ClusterRequest | null {
  const pod = podWithContainer.safeParse(items[0]).data;
  const [container] = pod?.spec.containers ?? [];
  if (pod === undefined || container === undefined) return null;
  return requestLog(pod.metadata.namespace, {
    podName: pod.metadata.name,
    containerName: container.name,
    previous: false,
    tailLines: 1,
  });
}

/** A container that waits, or whose node is gone, answers with an error: the right to ask is there all the same. */
export async function askForLog(
  client: ClusterClient,
  request: ClusterRequest,
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.get(request, signal, () => skipBody);
  } catch (error) {
    const status = error instanceof ClusterFailure ? error.detail.httpStatus : undefined;
    if (status === undefined || status === 401 || status === 403) throw error;
  }
}
