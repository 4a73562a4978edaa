import type { BlockSpans } from './blocks/block.ts';
import { BLOCKS, GROUPS } from './built-in.ts';
import {
  hasHiddenCharacters,
  hasTerminalString,
  withoutHiddenCharacters,
} from './masking/hidden-characters.ts';
import { redactLine } from './masking/line.ts';
import { addReceipts } from './masking/span-mask.ts';
import type { Redacted, RedactionReceipt } from './masking/span-mask.ts';
import { compilePatterns } from './rules/user-pattern.ts';
import type { RedactionPattern } from './rules/user-pattern.ts';
import type { RuleGroup } from './rules/rule.ts';

export interface RedactionSettings {
  readonly enabled: boolean;
  readonly patterns: readonly RedactionPattern[];
}

interface RedactedLines {
  readonly lines: readonly string[];
  readonly receipt: RedactionReceipt;
}

/** Masks credentials in place, as `[REDACTED rule]`, and says which rules masked how many; never a value. Redacting twice changes nothing. */
export interface Redactor {
  /** For a text that stands alone, of one line or several: a message, an error. */
  readonly redact: (text: string) => Redacted;
  /** For the lines of one container, in order: a private key's lines are known by their neighbours. As many lines come back. */
  readonly redactLines: (lines: readonly string[]) => RedactedLines;
}

/** The names that built-in rules leave in texts and receipts. */
const builtInRuleNames: ReadonlySet<string> = new Set(namesOf(GROUPS));

/** @throws ConfigurationError when one of the patterns is not valid. */
export function createRedactor({ enabled, patterns }: RedactionSettings): Redactor {
  const own = compilePatterns(patterns, builtInRuleNames);
  if (!enabled)
    return { redact: (text) => ({ text, counts: {} }), redactLines: (lines) => ({ lines, receipt: {} }) };
  // A pattern of the target's own names what a built-in rule finds too: it knows more of what it is.
  const groups = own.length === 0 ? GROUPS : [{ hint: /(?:)/, rules: own }, ...GROUPS];
  const order = new Map([...new Set(namesOf(groups))].map((name, index) => [name, index]));
  const redactLines = (lines: readonly string[]): RedactedLines => {
    const blocks = findBlocks(lines);
    const suspected = suspect(lines, groups);
    if (suspected.length === 0 && blocks.size === 0) return { lines, receipt: {} };
    const redacted = lines.map((line, index) =>
      redactLine(line, blocks.get(index) ?? [], { suspected, all: groups, order }),
    );
    return {
      lines: lines.map((line, index) => redacted[index]?.text ?? line),
      receipt: addReceipts(redacted.flatMap((one) => (one === null ? [] : [one.counts]))),
    };
  };
  const redact = (text: string): Redacted => {
    const { lines, receipt } = redactLines(text.split('\n'));
    return { text: lines.join('\n'), counts: receipt };
  };
  return { redact, redactLines };
}

function findBlocks(lines: readonly string[]): BlockSpans {
  const found: BlockSpans = new Map();
  const plain = lines.some((line) => hasHiddenCharacters(line))
    ? lines.map((line) => withoutHiddenCharacters(line).text)
    : lines;
  for (const rule of BLOCKS) rule(plain, found);
  return found;
}

/** The groups that may find something: asked once for all lines, since most logs hold nothing to mask. */
function suspect(lines: readonly string[], groups: readonly RuleGroup[]): readonly RuleGroup[] {
  const joined = lines.join('\n');
  if (hasTerminalString(joined)) return groups;
  const { text } = withoutHiddenCharacters(joined);
  return groups.filter(({ hint }) => hint.test(text));
}

function namesOf(groups: readonly RuleGroup[]): readonly string[] {
  return groups.flatMap(({ rules }) => rules.flatMap(({ names }) => names));
}
