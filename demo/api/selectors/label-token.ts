export interface SelectorToken {
  /** `in` and `notin` are words too: they may name a label or be its value. */
  readonly kind: 'word' | 'symbol' | 'end';
  readonly text: string;
}

/** The words and symbols of a label selector, and an end. Nothing that it is given is an error: the parser judges. */
export function lexSelector(text: string): readonly SelectorToken[] {
  const tokens: SelectorToken[] = [];
  for (const match of text.matchAll(/(?<symbol>==|!=|[=!(),<>])|(?<word>[^\s=!(),<>]+)/g)) {
    const kind = match.groups?.['symbol'] === undefined ? 'word' : 'symbol';
    tokens.push({ kind, text: match[0] });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}
