/** What stands behind "password:" in logs and is none: words of prose, null in any language, types in signatures. */
const NO_VALUE = new Set(
  (
    'null nil none undefined true false yes no on off empty blank missing expired invalid required incorrect wrong unset set ' +
    'not is was are must should cannot can will has and or for to the a an of in at with from given option flag argument ' +
    'parameter str string bool boolean int bytes object optional redacted hidden masked removed'
  ).split(' '),
);

const PLACEHOLDERS: readonly RegExp[] = [
  // A variable: $NAME, ${NAME}, $(NAME), %(name)s, {{ .Values.name }}.
  /^\$(?:[A-Z_][A-Z0-9_]*|\{[^}]*\}?|\([^)]*\)?)$/,
  /^(?:\{\{|%\(|%[sdvq]$)/,
  // Already masked, or to be filled in: ****, xxxx, ...., <token>.
  /^(?:\*+|[xX]{3,}|\.{2,}|<[^<>]*>?)$/,
];

/** Whether a named value says that there is none, or where it comes from, in place of being one. */
export function isPlaceholder(value: string): boolean {
  return NO_VALUE.has(value.toLowerCase()) || PLACEHOLDERS.some((placeholder) => placeholder.test(value));
}

/** Whether a value without quotes is code in a traceback: `get_token(…)`, `os.environ[…]`, `config[…]`. */
export function isExpression(value: string): boolean {
  const callee = /^[A-Za-z_][\w.]*(?=[([])/.exec(value)?.[0];
  return callee !== undefined && (/[._]/.test(callee) || value === `${callee}[`);
}

/** Whether chance made a value, not a writer of prose: letters and digits, or capitals inside a long word. */
export function looksGenerated(value: string): boolean {
  if (value.length < 8) return false;
  if (/[A-Za-z]/.test(value) && /\d/.test(value)) return true;
  return value.length >= 16 && (/[a-z][A-Z]/.test(value) || /^\d+$/.test(value) || !/[aeiou-]/i.test(value));
}

/** How klog writes an object: namespace/name. https://github.com/kubernetes/klog (KObj) */
export function isObjectReference(value: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(value);
}
