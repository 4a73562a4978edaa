import type { LogRead } from '../../snapshot/logs/plan.ts';
import type { ClusterClient } from '../connection/client.ts';
import { isToBeAskedAgain, planPrevious } from './container-logs.ts';
import { LogRun, type PodLogOptions, type PodLogs } from './run.ts';

/** Reads the logs, the most urgent first, and tells them in the order of the plan. Never rejects for what a cluster can do. */
export async function readLogs(
  client: ClusterClient,
  plan: readonly LogRead[],
  options: PodLogOptions,
): Promise<PodLogs> {
  const run = new LogRun(client, plan, options);
  await run.read(plan.toSorted((a, b) => a.urgency - b.urgency));
  const told = [...run.told.values()];
  await run.read([
    ...told.filter(isToBeAskedAgain).map(({ read }) => read),
    ...told.flatMap((each) => planPrevious(each, options.listedAt)),
  ]);
  await run.readGivenUp();
  return run.describe();
}
