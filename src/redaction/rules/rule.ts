/** A stretch of a text that holds a credential: UTF-16 offsets, `end` behind the last character. */
export interface RedactionSpan {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** One kind of credential and how it is found in a text. */
export interface RedactionRule {
  /** Stable, kebab-case: one of them stands in the text as `[REDACTED name]` and in the receipt. */
  readonly names: readonly string[];
  /** Cheap and necessary: a text that it does not match holds nothing for `find`. Without `g`, so without state. */
  readonly hint: RegExp;
  readonly find: (text: string) => readonly RedactionSpan[];
}

/** A rule that one expression makes up. */
interface PatternRule {
  readonly name: string;
  readonly hint: RegExp;
  /** Its group `secret` is the credential, or else the whole match. Flags: `dg`, or `dgi`. */
  readonly pattern: RegExp;
  /** Says no to what has the form of a credential and is none. */
  readonly accept?: (candidate: Candidate) => boolean;
}

interface Candidate {
  readonly value: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The pattern's other named groups. */
  readonly groups: Readonly<Record<string, string | undefined>>;
}

export function patternRule({ name, hint, pattern, accept }: PatternRule): RedactionRule {
  return {
    names: [name],
    hint,
    find: (text) => candidates(text, pattern, accept).map(({ start, end }) => ({ start, end, rule: name })),
  };
}

/** The accepted matches, left to right. Behind a refused one the search goes on inside it: it may hide another. */
function candidates(text: string, pattern: RegExp, accept: PatternRule['accept']): readonly Candidate[] {
  const found: Candidate[] = [];
  // A copy of one's own: `lastIndex` of a shared pattern would outlive the call.
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const candidate = readCandidate(text, match);
    if (accept === undefined || accept(candidate)) found.push(candidate);
    else search.lastIndex = Math.max(candidate.start, match.index + 1);
  }
  return found;
}

function readCandidate(text: string, match: RegExpExecArray): Candidate {
  const groups = match.groups ?? {};
  const [start, end] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length];
  return { value: text.slice(start, end), text, start, end, groups };
}

/** Rules that one expression can rule out together, which most lines of a log are settled by. */
export interface RuleGroup {
  readonly hint: RegExp;
  readonly rules: readonly RedactionRule[];
}

/** @param flags `i` when any rule's hint has it: a hint is necessary, so it may match more than the rule, never less. */
export function groupRules(rules: readonly RedactionRule[], flags: '' | 'i'): RuleGroup {
  return { hint: new RegExp(rules.map(({ hint }) => `(?:${hint.source})`).join('|'), flags), rules };
}
