import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface ChildOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
}

export interface ChildOutcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs this Node.js with arguments, to its end, in no environment but the one given. */
export async function runNode(
  args: readonly string[],
  { env, cwd, input = '' }: ChildOptions,
): Promise<ChildOutcome> {
  const child = spawn(process.execPath, args, { env, ...(cwd === undefined ? {} : { cwd }) });
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}
