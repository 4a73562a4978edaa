import { isExpression, isPlaceholder } from './credential-value.ts';
import { NAMED_KINDS } from './named-kinds.ts';
import type { NamedKind, ValueForm } from './named-kinds.ts';
import { patternRule } from './rule.ts';
import type { RedactionRule, RedactionSpan } from './rule.ts';
import { readValue } from './value-reader.ts';
import type { ReadValue } from './value-reader.ts';

const ANY_NAME = NAMED_KINDS.map(({ name }) => name).join('|');
const NAME = NAMED_KINDS.map(({ name }, index) => `(?<kind${index}>${name})`).join('|');

// name: value, name=value, name => value, name%3Dvalue, <name>value, {"name": "NAME", "value": "…"} as a container's env has it.
const SEPARATOR = String.raw`[\\"']{0,8}(?:\s{0,32}(?<separator>:=|=>|==?|:|%3[ad]|\\u003d)\s{0,32}|>(?![\s=<>])|,\s{0,4}[\\"']{0,8}value[\\"']{0,8}\s{0,4}:\s{0,4})`;
const NAMED = new RegExp(`(?:${NAME})${SEPARATOR}`, 'gi');
const OPTION = new RegExp(String.raw`(?:${NAME})(?<=(?<![\w-])--[\w-]{1,80})\s{1,4}(?!-)`, 'gi');
const HINT = new RegExp(
  String.raw`(?:${ANY_NAME})(?:[\\"']{0,8}(?:\s{0,32}[:=]|[>,%\\])|(?<=--[\w-]{1,80})\s)`,
  'i',
);
const ENDS_AS_NAME = new RegExp(`(?:${ANY_NAME})$`, 'i');

export const namedCredentials: readonly RedactionRule[] = [
  {
    names: [...new Set(NAMED_KINDS.map(({ rule }) => rule))],
    hint: HINT,
    find: (text) => [...findNamed(text, NAMED), ...findNamed(text, OPTION)],
  },
  patternRule({
    // Twelve to twenty-four words: https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki#generating-the-mnemonic
    name: 'bip39-mnemonic',
    hint: /mnemonic|phrase/i,
    pattern:
      /(?:mnemonic|(?:seed|recovery|secret)[ _-]?phrase)[\\"']{0,8}\s{0,8}[:=]?\s{0,8}[\\"']{0,8}(?<secret>[a-z]{3,8}(?: [a-z]{3,8}){11,23})(?![a-z])/dgi,
  }),
];

function findNamed(text: string, pattern: RegExp): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const { groups } = match;
    const kind = NAMED_KINDS.find((_, index) => groups?.[`kind${index}`] !== undefined);
    const span =
      kind === undefined ? null : readCredential(text, search.lastIndex, kind, groups?.['separator']);
    if (span === null) continue;
    spans.push(span);
    search.lastIndex = span.end;
  }
  return spans;
}

function readCredential(
  text: string,
  from: number,
  kind: NamedKind,
  separator: string | undefined,
): RedactionSpan | null {
  const value = readValue(text, from);
  if (value === null || isPlaceholder(value.head)) return null;
  if (!value.quoted && (isExpression(value.head) || isNextName(text, value))) return null;
  const form = formOf(value.quoted, separator, /\s/.test(text.charAt(from - 1)));
  if (!kind.accept(value.head, form)) return null;
  return { start: value.start, end: value.findEnd(), rule: kind.rule };
}

/** In "password: token: …" the first name has the second behind it, in place of a value. */
function isNextName(text: string, { head, start }: ReadValue): boolean {
  return text.charAt(start + head.length) === ':' && ENDS_AS_NAME.test(head);
}

function formOf(quoted: boolean, separator: string | undefined, spaced: boolean): ValueForm {
  if (quoted) return 'quoted';
  if (separator === undefined) return 'plain';
  return spaced || separator === ':' || /^%3a$/i.test(separator) ? 'prose' : 'plain';
}
