import { RE2JS, RE2JSException } from 're2js';
import { ConfigurationError } from '../../errors.ts';
import type { RedactionRule, RedactionSpan } from './rule.ts';

/** A rule of the target's own: what it matches is masked, or only its group `secret` where it has one. */
export interface RedactionPattern {
  /** Kebab-case, at most 40 characters: stands in the text as `[REDACTED name]`. */
  readonly name: string;
  /** RE2 syntax, case-sensitive unless it begins with `(?i)`: https://github.com/google/re2/wiki/Syntax */
  readonly pattern: string;
}

const RULE_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MOST_NAME_LENGTH = 40;

/** Why a setting is refused, and what to do. */
interface Fault {
  readonly why: string;
  readonly advice: string;
}

/**
 * The target's patterns as rules.
 * RE2 instead of RegExp: whatever the pattern and the line, it takes time in proportion to the line, so that no setting can hang a run.
 * @param taken the built-in rules' names.
 * @throws ConfigurationError for a pattern that is not valid, or that its name or an empty match makes useless.
 */
export function compilePatterns(
  patterns: readonly RedactionPattern[],
  taken: ReadonlySet<string>,
): readonly RedactionRule[] {
  return patterns.map(({ name, pattern }, index) => {
    const field = `redaction.patterns[${index}]`;
    const fault = findNameFault(name, patterns.slice(0, index), taken);
    if (fault !== null) throw refuse(`${field}.name`, name, fault);
    return { names: [name], hint: /(?:)/, find: finder(name, compile(`${field}.pattern`, pattern)) };
  });
}

function findNameFault(
  name: string,
  earlier: readonly RedactionPattern[],
  taken: ReadonlySet<string>,
): Fault | null {
  if (name.length > MOST_NAME_LENGTH || !RULE_NAME.test(name))
    return {
      why: `a rule's name is words of lower-case letters and digits with "-" between, at most ${MOST_NAME_LENGTH} characters`,
      advice: 'Rename it, like "account-number".',
    };
  if (earlier.some((pattern) => pattern.name === name))
    return { why: 'a pattern before it has the same name', advice: 'Give each pattern a name of its own.' };
  if (taken.has(name))
    return {
      why: 'a built-in rule has this name',
      advice: 'Rename it, so that the receipt tells the two apart.',
    };
  return null;
}

function compile(field: string, pattern: string): RE2JS {
  const compiled = compileRe2(field, pattern);
  if (!compiled.test('')) return compiled;
  throw refuse(field, pattern, {
    why: 'it matches the empty text, so it says nothing of where a credential is',
    advice: 'Let it need at least one character, with "+" in place of "*".',
  });
}

function compileRe2(field: string, pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const advice =
      'Correct it: the syntax is RE2, which has no lookahead, no lookbehind and no backreference (https://github.com/google/re2/wiki/Syntax).';
    throw refuse(field, pattern, { why: error.message, advice }, error);
  }
}

function finder(rule: string, pattern: RE2JS): RedactionRule['find'] {
  const group = Object.hasOwn(pattern.matcher('').namedGroups, 'secret') ? 'secret' : 0;
  return (text) => {
    // Without groups to fill, RE2 answers four times as fast, and for most lines the answer is no.
    if (!pattern.test(text)) return [];
    const spans: RedactionSpan[] = [];
    const matcher = pattern.matcher(text);
    while (matcher.find()) {
      const start = matcher.start(group);
      const end = matcher.end(group);
      // -1 where the group had no part in the match.
      if (start >= 0 && end > start) spans.push({ start, end, rule });
    }
    return spans;
  };
}

function refuse(field: string, value: string, fault: Fault, cause?: RE2JSException): ConfigurationError {
  const detail = {
    code: 'REDACTION_PATTERN_INVALID',
    attempted: 'reading',
    object: `${field} ${JSON.stringify(value)}`,
    ...fault,
  } as const;
  return new ConfigurationError(detail, { cause });
}
