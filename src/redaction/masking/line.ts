import { addReceipts, maskSpans, settleSpans } from './span-mask.ts';
import type { Redacted } from './span-mask.ts';
import type { RedactionSpan, RuleGroup } from '../rules/rule.ts';
import { hasTerminalString, withoutHiddenCharacters } from './hidden-characters.ts';

/** A mask may bring a rule's next match into sight; built-in rules settle at the second look, a pattern of the target's own may never. */
const MOST_LOOKS = 4;
/** A line of more characters is looked at once: it costs enough as it is. */
const LONG = 16 * 1024;

/** What is looked for in the lines of one log. */
export interface LineRules {
  /** The groups that may find something in any of them. */
  readonly suspected: readonly RuleGroup[];
  /** A mask may bring into sight what no line had. */
  readonly all: readonly RuleGroup[];
  /** Where two rules find the same, the one that stands first here names it. */
  readonly order: ReadonlyMap<string, number>;
}

/**
 * A line with its credentials masked, or null when there is none.
 * @param block what of the line, without its hidden characters, is a credential that only its neighbours tell.
 */
export function redactLine(
  line: string,
  block: readonly RedactionSpan[],
  { suspected, all, order }: LineRules,
): Redacted | null {
  const looks: Redacted[] = [];
  for (let text = line; looks.length < (line.length > LONG ? 1 : MOST_LOOKS);) {
    const isFirst = looks.length === 0;
    const next = look(text, isFirst ? block : [], isFirst ? suspected : all, order);
    if (next === null) break;
    looks.push(next);
    ({ text } = next);
  }
  const last = looks.at(-1);
  return last === undefined
    ? null
    : { text: last.text, counts: addReceipts(looks.map(({ counts }) => counts)) };
}

function look(
  line: string,
  block: readonly RedactionSpan[],
  groups: readonly RuleGroup[],
  order: ReadonlyMap<string, number>,
): Redacted | null {
  const { text, restore } = withoutHiddenCharacters(line);
  const found = [...block, ...findCredentials(text, groups)];
  const spans = found.length === 0 ? [] : restore(settleSpans(text, found, order));
  // What a terminal is sent, a title or a link, is no part of the text, and may hold a credential of its own.
  const inStrings = hasTerminalString(line) ? findCredentials(line, groups) : [];
  const all = inStrings.length === 0 ? spans : settleSpans(line, [...spans, ...inStrings], order);
  return all.length === 0 ? null : maskSpans(line, all);
}

/** Every line of every log comes here, so it is loops, which are fast from the first line on. */
function findCredentials(text: string, groups: readonly RuleGroup[]): readonly RedactionSpan[] {
  const found: RedactionSpan[] = [];
  for (const group of groups) {
    if (!group.hint.test(text)) continue;
    for (const rule of group.rules) {
      if (!rule.hint.test(text)) continue;
      for (const span of rule.find(text)) found.push(span);
    }
  }
  return found;
}
