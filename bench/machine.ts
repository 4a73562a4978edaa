import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import * as z from 'zod';
import type { Machine } from './comparison.ts';

const kubectlVersion = z.object({ clientVersion: z.object({ gitVersion: z.string() }) });

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
