/** How much of a value is looked at before it is known to be a credential: what is judged costs no more, however long the line. */
export const HEAD = 64;

// Where an expression begins is said each time it is used, so that none of these expressions holds a state from one use to the next.

/** What the pattern matches right at `from`, or for one that is not sticky the first that it matches from there on. */
export function matchAt(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/** Behind the last character of a run that begins at `from`. @param run sticky: one class, repeated. */
export function endOfRun(run: RegExp, text: string, from: number): number {
  run.lastIndex = from;
  return run.test(text) ? run.lastIndex : from;
}

/** Behind the next match from `from` on, or -1. @param pattern with the flag `g`. */
export function endOfNext(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Whether the pattern matches right at `from`. @param pattern sticky. */
export function isAt(pattern: RegExp, text: string, from: number): boolean {
  pattern.lastIndex = from;
  return pattern.test(text);
}

export function codeAt(text: string, index: number): number {
  return index >= 0 && index < text.length ? text.charCodeAt(index) : -1;
}

/** Letters, digits and `_`. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
  );
}
