import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComparisonCase } from './comparison.ts';
import { planCountedWay } from '../machine/counted-kubeconfig.ts';
import { startRelay } from '../machine/delaying-relay.ts';
import type { ComparisonOptions } from './embedded.ts';
import { measureRows } from './measured-rows.ts';
import { learnPaths, writeRowFiles } from './row-files.ts';
import { measureRoundTrip } from '../machine/wire.ts';

export interface RealCluster {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly labelSelector: string;
}

/** All rows against a cluster that others use too: its logs grow, so that rows need not have read the same. */
export async function compareOnReal(
  { kubeconfig, namespace, labelSelector }: RealCluster,
  { rows, rounds, kubectl, tell }: ComparisonOptions,
): Promise<ComparisonCase> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-bench-'));
  const text = await readFile(kubeconfig, 'utf8');
  const way = planCountedWay(text);
  using relay = await startRelay({ host: way.host, port: way.port, roundTripMilliseconds: 0 });
  const files = await writeRowFiles(
    folder.path,
    { timed: text, counted: way.goThrough(relay.port) },
    { namespace, labelSelector, kubectl },
  );
  tell(`our own run is ${await learnPaths(rows, files)}`);
  const roundTrip = await measureRoundTrip(files.timed.kubeconfig);
  const takeTally = async () => ({ ...relay.takeTally(), requests: await files.countRequests() });
  const measured = await measureRows(rows, { ...files, takeTally }, rounds, tell);
  return { roundTrip: { ordered: null, measured: roundTrip }, rows: [...measured] };
}
