// A person's door: words become a run, and what it brings is printed. Nothing imports it, and what weighs is read when it is used.
import { Command, CommanderError } from 'commander';
import { choiceOption } from './command/choice.ts';
import type { Door } from './command/door.ts';
import type { CommonFlags } from './command/run.ts';
import { COMMANDS, type CommandEntry } from './command-table.ts';
import { describeError } from './command/error-line.ts';
import { EXIT, type ExitCode } from './terminal/exit-code.ts';
import type { ColorChoice } from './terminal/palette.ts';
import type { Terminal, TerminalOutput } from './terminal/terminal.ts';
import { readVersion } from './version.ts';

const COLOR_CHOICES: readonly ColorChoice[] = ['auto', 'always', 'never'];

/** Runs the command line and tells its exit code. Only the command that was typed is read from disk. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const program = makeProgram(terminal);
  const common = () => program.opts<CommonFlags>();
  const door: Door = {
    run: async (work) => {
      const { runAtTerminal } = await import('./command/run.ts');
      exitCode = await runAtTerminal(terminal, common(), work);
    },
    readCommand: async (name) => {
      const command = new Command(name);
      const module = await COMMANDS.find((entry) => entry.name === name)?.load();
      module?.define(command, door);
      return command;
    },
  };
  addCommands(program, COMMANDS, door);
  listenForLostOutput(terminal);
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
    .version(readVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .addOption(
      choiceOption('--color <when>', 'colours; also by NO_COLOR and FORCE_COLOR', COLOR_CHOICES).default(
        'auto' satisfies ColorChoice,
      ),
    )
    .option('--utc', 'show times in UTC, not in local time')
    .option('--debug', 'show the stack of an error, and of what caused it')
    .configureHelp({ showGlobalOptions: true })
    .helpCommand('help [command]', 'show the help of a command')
    .showHelpAfterError('(--help tells the options)')
    .configureOutput({
      getOutHelpWidth: () => helpWidth(terminal.stdout),
      getErrHelpWidth: () => helpWidth(terminal.stderr),
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();
}

function addCommands(program: Command, entries: readonly CommandEntry[], door: Door): void {
  const unread = new Map(
    entries.map((entry) => {
      const { name, description, isHidden = false } = entry;
      return [program.command(name, { hidden: isHidden }).description(description), entry];
    }),
  );
  program.hook('preSubcommand', async (_, command) => {
    const { define } = (await unread.get(command)?.load()) ?? {};
    define?.(command, door);
  });
}

const DEFAULT_WIDTH = 80;

function helpWidth({ columns }: TerminalOutput): number {
  return columns ?? DEFAULT_WIDTH;
}

/** `help NAME` as `NAME --help`: commander's own would not read the command. */
function askHelp(words: readonly string[]): readonly string[] {
  const [first, name] = words;
  return first === 'help' && name !== undefined ? [name, '--help'] : words;
}

/** Whoever reads our output may stop early, as `head` does: that is no failure of ours. A disk that is full is one. */
function listenForLostOutput({ stdout, stderr, exit }: Terminal): void {
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    stderr.write(`error: writing the output: ${message}. Give it another place\n`);
    exit(EXIT.failed);
  });
  // Where else could it be said?
  stderr.on('error', () => {});
}
