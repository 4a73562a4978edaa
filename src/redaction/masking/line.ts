import { addReceipts, maskSpans, settleSpans } from './span-mask.ts';
import type { Redacted } from './span-mask.ts';
import type { RedactionSpan, RuleGroup } from '../rules/rule.ts';
import { withoutTerminalCodes } from './terminal-codes.ts';

/** A mask may bring a rule's next match into sight; built-in rules settle at the second look, a pattern of the target's own may never. */
const MOST_LOOKS = 4;

/**
 * A line with its credentials masked, or null when there is none.
 * @param keyLine what of the line is a private key, which only its neighbours tell.
 * @param order where two rules find the same, the one that stands first here names it.
 */
export function redactLine(
  line: string,
  keyLine: RedactionSpan | undefined,
  groups: readonly RuleGroup[],
  order: ReadonlyMap<string, number>,
): Redacted | null {
  let redacted = keyLine === undefined ? null : maskSpans(line, [keyLine]);
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const next = look(redacted?.text ?? line, groups, order);
    if (next === null) return redacted;
    redacted = { text: next.text, counts: addReceipts([redacted?.counts ?? {}, next.counts]) };
  }
  return redacted;
}

function look(
  line: string,
  groups: readonly RuleGroup[],
  order: ReadonlyMap<string, number>,
): Redacted | null {
  const { text, restore } = withoutTerminalCodes(line);
  const found = findCredentials(text, groups);
  if (found.length === 0) return null;
  const spans = settleSpans(text, found, order);
  return spans.length === 0 ? null : maskSpans(line, restore(spans));
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
