import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export interface EndedProcess {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs the command line in a process of its own, with nothing but these variables. */
export function runInProcess(
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<EndedProcess> {
  const { promise, resolve } = Promise.withResolvers<EndedProcess>();
  execFile(process.execPath, [MAIN, ...words], { env: { ...variables } }, (error, stdout, stderr) =>
    resolve({ stdout, stderr, exitCode: Number(error?.code ?? 0) }),
  );
  return promise;
}
