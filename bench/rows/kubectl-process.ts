import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { buffer, text } from 'node:stream/consumers';
import { readPeakBytes } from './row-report.ts';

const SAMPLE_MILLISECONDS = 4;

/** kubectl processes, one after the other, and the most memory that one of them was seen to have. */
export class Kubectl {
  readonly #program: string;
  readonly #kubeconfig: string;
  peakBytes: number | null = null;

  constructor({ kubectl, kubeconfig }: { readonly kubectl: string; readonly kubeconfig: string }) {
    this.#program = kubectl;
    this.#kubeconfig = kubeconfig;
  }

  /** Runs it to its end and gives what it wrote. Rejects with what it complained of when it failed. */
  async run(args: readonly string[]): Promise<Buffer> {
    const child = spawn(this.#program, ['--kubeconfig', this.#kubeconfig, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { pid = 0 } = child;
    const sampler = setInterval(() => this.#sample(pid), SAMPLE_MILLISECONDS);
    const [output, complaints] = await Promise.all([
      buffer(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    clearInterval(sampler);
    if (child.exitCode === 0) return output;
    throw new Error(`${this.#program} ${args.join(' ')} ended with ${child.exitCode}: ${complaints}`);
  }

  /** A process that has ended tells nothing, and Node.js no one's usage but its own. */
  #sample(pid: number): void {
    const bytes = readPeakBytes(pid);
    if (bytes !== null) this.peakBytes = Math.max(this.peakBytes ?? 0, bytes);
  }
}

/** USER_HZ, which Linux has fixed at 100 towards programs. */
const TICKS_A_SECOND = 100;

/**
 * The CPU time of all children that have ended, from Linux; null elsewhere.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (cutime, cstime)
 */
export function readChildrenCpuMilliseconds(): number | null {
  try {
    // The second field is a name in parentheses, which may hold spaces: count from its end.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return ((Number(fields[13]) + Number(fields[14])) * 1000) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}
