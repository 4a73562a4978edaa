import { Command, CommanderError, Option } from 'commander';
import packageFile from '../package.json' with { type: 'json' };
import type { Door } from './command.ts';
import type { CommonFlags } from './command-run.ts';
import { COMMANDS, type CommandEntry } from './command-table.ts';
import { describeError } from './error-line.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { ColorChoice } from './terminal/palette.ts';
import type { Terminal } from './terminal/terminal.ts';

const COLOR_CHOICES: readonly ColorChoice[] = ['auto', 'always', 'never'];

/** Runs the command line and tells its exit code. Only the command that was typed is read from disk. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const program = makeProgram(terminal);
  const common = () => program.opts<CommonFlags>();
  const door: Door = {
    run: async (work) => {
      const { runAtTerminal } = await import('./command-run.ts');
      exitCode = await runAtTerminal(terminal, common(), work);
    },
  };
  addCommands(program, COMMANDS, door);
  // Whoever reads our output may stop early, as `head` does: that is no failure of ours.
  for (const stream of [terminal.stdout, terminal.stderr]) stream.on('error', ignoreBrokenPipe);
  try {
    await program.parseAsync(askHelp(words), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.failed;
    terminal.stderr.write(`${describeError(error, common().debug ?? false)}\n`);
    return EXIT.failed;
  }
}

function makeProgram(terminal: Terminal): Command {
  return new Command('job-reporter')
    .description('Read-only snapshots of Kubernetes Jobs: look now, watch, and keep reports')
    .version(packageFile.version)
    .addOption(
      new Option('--color <when>', 'colours; also by NO_COLOR and FORCE_COLOR')
        .choices(COLOR_CHOICES)
        .default('auto' satisfies ColorChoice),
    )
    .option('--utc', 'show times in UTC, not in local time')
    .option('--debug', 'show the stack of an error, and of what caused it')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help tells the options)')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();
}

function addCommands(program: Command, entries: readonly CommandEntry[], door: Door): void {
  const unread = new Map(
    entries.map((entry) => [program.command(entry.name).description(entry.description), entry]),
  );
  program.hook('preSubcommand', async (_, command) => {
    const { define } = (await unread.get(command)?.load()) ?? {};
    define?.(command, door);
  });
}

/** `help NAME` as `NAME --help`: commander's own would not read the command. */
function askHelp(words: readonly string[]): readonly string[] {
  const [first, name] = words;
  return first === 'help' && name !== undefined ? [name, '--help'] : words;
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
