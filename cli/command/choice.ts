import { InvalidArgumentError, Option } from 'commander';
import { closest, distance } from 'fastest-levenshtein';

/** As far as commander's own suggestions for options and commands go. */
const MOST_EDITS = 3;

/** An option whose word is one of these; one that was mistyped is told what was likely meant. */
export function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices).argParser((word) => parseChoice(word, choices));
}

/** An option whose words are some of these, in one word with commas, or the option given again. */
export function choicesOption(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description)
    .choices(choices)
    .argParser((word: string, before: readonly string[] | undefined) => [
      ...(before ?? []),
      ...word.split(',').map((each) => parseChoice(each.trim(), choices)),
    ]);
}

function parseChoice(word: string, choices: readonly string[]): string {
  if (choices.includes(word)) return word;
  const near = closest(word, [...choices]);
  const isNear = distance(word, near) <= Math.min(MOST_EDITS, Math.ceil(near.length / 2));
  throw new InvalidArgumentError(
    `Allowed choices are ${choices.join(', ')}.${isNear ? `\n(Did you mean ${near}?)` : ''}`,
  );
}
