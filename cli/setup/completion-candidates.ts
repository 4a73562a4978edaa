import type { Argument, Command, Option } from 'commander';

/** What may stand where a person presses Tab. */
export interface Candidates {
  readonly words: readonly Candidate[];
  /** What the shell itself completes beside them. */
  readonly also: 'files' | 'folders' | 'targets' | 'none';
}

interface Candidate {
  readonly word: string;
  readonly description: string;
}

const NOTHING: Candidates = { words: [], also: 'none' };
/** By the name of what an option or a command takes. */
const KINDS: Readonly<Record<string, Candidates['also']>> = {
  path: 'files',
  place: 'folders',
  folder: 'folders',
  target: 'targets',
};

/** The command that is named in these words, if one is: options and what they take are none. */
export function findCommandName(program: Command, typed: readonly string[]): string | undefined {
  return listOperands([program], typed)[0];
}

/**
 * Candidates for the word at the cursor. `command` is the one that was typed before it, with its options; null: none was.
 * Those that do not begin as the word does are left out.
 */
export function listCandidates(
  program: Command,
  command: Command | null,
  typed: readonly string[],
  current: string,
): Candidates {
  const commands = command === null ? [program] : [command, program];
  const options = commands.flatMap((each) => each.createHelp().visibleOptions(each));
  // bash cuts `--output=json` in three.
  const before = typed.filter((word) => word !== '=');
  const last = before.at(-1);
  const waiting = options.find((option) => takesValue(option) && isNamed(option, last));
  if (waiting !== undefined) return narrow(listValues(waiting), current === '=' ? '' : current);
  const [name, value] = splitOption(current);
  const assigned = value === null ? undefined : options.find((option) => isNamed(option, name));
  if (assigned !== undefined && value !== null)
    return prefix(narrow(listValues(assigned), value), `${name}=`);
  if (current.startsWith('-'))
    return narrow(
      { words: options.filter((option) => !isUsed(option, before)).map(tellOption), also: 'none' },
      current,
    );
  if (command === null) return narrow({ words: listCommands(program), also: 'none' }, current);
  const argument = command.registeredArguments[listOperands(commands, before).length - 1];
  return argument === undefined ? NOTHING : narrow(listValues(argument), current);
}

function listOperands(commands: readonly Command[], words: readonly string[]): readonly string[] {
  const options = commands.flatMap((each) => [...each.options]);
  return words.filter((word, index) => {
    const taker = options.find((option) => takesValue(option) && isNamed(option, words[index - 1]));
    return !word.startsWith('-') && word !== '=' && taker === undefined;
  });
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function isNamed({ short, long }: Option, word: string | undefined): boolean {
  return word !== undefined && (word === short || word === long);
}

function isUsed(option: Option, words: readonly string[]): boolean {
  return words.some((word) => isNamed(option, word));
}

function splitOption(word: string): readonly [string, string | null] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at === -1 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
}

/** An option's choices, or what its argument is called: `--kubeconfig <path>`. */
function listValues(source: Option | Argument): Candidates {
  const choices = source.argChoices ?? [];
  const name = 'flags' in source ? (/[<[]([^>\].]+)/.exec(source.flags)?.[1] ?? '') : source.name();
  const isTarget = 'flags' in source && source.long === '--target';
  return {
    words: choices.map((word) => ({ word, description: '' })),
    also: isTarget ? 'targets' : (KINDS[name] ?? 'none'),
  };
}

function tellOption({ long, short, description }: Option): Candidate {
  return { word: long ?? short ?? '', description };
}

function listCommands(program: Command): readonly Candidate[] {
  const help = program.createHelp();
  return help
    .visibleCommands(program)
    .map((command) => ({ word: command.name(), description: command.description() }));
}

/** What begins as the word does, each once. */
function narrow({ words, also }: Candidates, current: string): Candidates {
  const begun = words.filter(({ word }) => word.startsWith(current));
  return { words: [...new Map(begun.map((each) => [each.word, each])).values()], also };
}

function prefix({ words, also }: Candidates, before: string): Candidates {
  return { words: words.map((each) => ({ ...each, word: `${before}${each.word}` })), also };
}
