import { Command, CommanderError } from 'commander';
import { addCheckCommand } from './check-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { describeError } from './error-line.ts';
import { addKubeconfigCommand } from './kubeconfig-command.ts';
import { addRbacCommand } from './rbac-command.ts';
import { addSnapshotCommand } from './snapshot-command.ts';
import type { Terminal } from './terminal.ts';

const FAILED = 1;

/** Runs the command line and tells its exit code: 0, 1 for a mistake or a failure, 130 when interrupted. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = new Command('job-reporter')
    .description('Read-only snapshots of Kubernetes Jobs: look now, watch, and keep reports')
    .showHelpAfterError('(--help tells the options)')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();
  addSnapshotCommand(program, terminal, finish);
  addDemoCommand(program, terminal, finish);
  addCheckCommand(program, terminal, finish);
  addRbacCommand(program, terminal);
  addKubeconfigCommand(program, terminal);
  // Whoever reads our output may stop early, as `head` does: that is no failure of ours.
  terminal.stdout.on('error', ignoreBrokenPipe);
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : FAILED;
    terminal.stderr.write(`${describeError(error)}\n`);
    return FAILED;
  }
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
