import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import * as z from 'zod';

const kubectlVersion = z.object({ clientVersion: z.object({ gitVersion: z.string() }) });

/** On what was measured. */
export const machine = z.object({
  processor: z.string(),
  cores: z.int(),
  memoryBytes: z.int(),
  system: z.string(),
  node: z.string(),
  kubectl: z.string().nullable(),
});

export type Machine = Readonly<z.infer<typeof machine>>;

export function nameMachine({ cores, processor, memoryBytes, system, node }: Machine): string {
  return `${cores} × ${processor}, ${(memoryBytes / 1e9).toFixed(0)} GB, ${system}, Node.js ${node}`;
}

export function describeMachine(kubectl: string): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown processor',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    node: process.version,
    kubectl: readKubectlVersion(kubectl),
  };
}

/** Null when it cannot be run. */
function readKubectlVersion(kubectl: string): string | null {
  const { status, stdout } = spawnSync(kubectl, ['version', '--client', '-o', 'json'], { encoding: 'utf8' });
  if (status !== 0) return null;
  return kubectlVersion.parse(JSON.parse(stdout)).clientVersion.gitVersion;
}
