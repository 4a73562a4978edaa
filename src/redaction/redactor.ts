import { commandCredentials } from './rules/command.ts';
import { headerCredentials } from './rules/header.ts';
import { redactLine } from './masking/line.ts';
import { addReceipts } from './masking/span-mask.ts';
import type { Redacted, RedactionReceipt } from './masking/span-mask.ts';
import { namedCredentials } from './rules/named.ts';
import { findPrivateKeyLines, privateKeyRule } from './rules/private-key.ts';
import { groupRules } from './rules/rule.ts';
import type { RuleGroup } from './rules/rule.ts';
import { secretlintGroups } from './rules/secretlint.ts';
import { withoutTerminalCodes } from './masking/terminal-codes.ts';
import { tokenFormats } from './rules/token-formats.ts';
import { urlCredentials } from './rules/url.ts';
import { compilePatterns } from './rules/user-pattern.ts';
import type { RedactionPattern } from './rules/user-pattern.ts';

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

/** One group a kind: small expressions rule a line out faster than a large one. The order is that of names, the more telling first. */
const builtIn: readonly RuleGroup[] = [
  ...secretlintGroups,
  groupRules([...tokenFormats, privateKeyRule], ''),
  groupRules(urlCredentials, 'i'),
  groupRules(headerCredentials, 'i'),
  groupRules(commandCredentials, ''),
  groupRules(namedCredentials, 'i'),
];

/** The names that built-in rules leave in texts and receipts. */
const builtInRuleNames: ReadonlySet<string> = new Set(namesOf(builtIn));

/** @throws ConfigurationError when one of the patterns is not valid. */
export function createRedactor({ enabled, patterns }: RedactionSettings): Redactor {
  const own = compilePatterns(patterns, builtInRuleNames);
  if (!enabled)
    return { redact: (text) => ({ text, counts: {} }), redactLines: (lines) => ({ lines, receipt: {} }) };
  // A pattern of the target's own names what a built-in rule finds too: it knows more of what it is.
  const groups = own.length === 0 ? builtIn : [groupRules(own, ''), ...builtIn];
  const order = new Map([...new Set(namesOf(groups))].map((name, index) => [name, index]));
  const redactLines = (lines: readonly string[]): RedactedLines => {
    const keyLines = findPrivateKeyLines(lines);
    const suspected = suspect(lines, groups);
    if (suspected.length === 0 && keyLines.size === 0) return { lines, receipt: {} };
    const redacted = lines.map((line, index) => redactLine(line, keyLines.get(index), suspected, order));
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

/** The groups that may find something: asked once for all lines, since most logs hold nothing to mask. */
function suspect(lines: readonly string[], groups: readonly RuleGroup[]): readonly RuleGroup[] {
  const { text } = withoutTerminalCodes(lines.join('\n'));
  return groups.filter(({ hint }) => hint.test(text));
}

function namesOf(groups: readonly RuleGroup[]): readonly string[] {
  return groups.flatMap(({ rules }) => rules.flatMap(({ names }) => names));
}
