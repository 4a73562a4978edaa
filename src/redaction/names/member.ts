import type { ExpressionRule } from '../rules/rule.ts';
import { anchoredRule } from '../rules/rule.ts';
import { isCredential } from './judgement.ts';
import { readName } from './kind.ts';
import { readValue } from './value.ts';

const MOST = 640;
const NAME_BEHIND =
  /["']?\s{0,4},\s{0,4}["']?(?:name|key)["']?\s{0,4}[:=]\s{0,4}["']?(?<name>[A-Za-z_][\w.-]{1,63})/iy;

/** A value whose name stands behind it: {"value": "…", "name": "DB_PASSWORD"}, {"username": "bot", "key": "…"}. */
export const memberCredentials: ExpressionRule = anchoredRule({
  name: 'secret',
  hint: /value|username/i,
  anchor:
    /(?<![\w])value["']?\s{0,4}[:=]\s{0,4}(?=["'])|"username"\s{0,2}:\s{0,2}"[^"]{1,64}"\s{0,2},\s{0,2}"key"\s{0,2}:\s{0,2}(?=")/gi,
  read: (text, from, anchor) => {
    // The name stands within sight, or is not looked for.
    const window = text.slice(from, from + MOST);
    const value = readValue(window, 0);
    if (value === null || value.head === '') return null;
    const end = from + value.findEnd();
    const name = anchor[0].startsWith('"username') ? 'api_key' : nameBehind(text, end);
    const credential = name === null ? null : readName(name, '');
    if (credential === null) return null;
    const { head, quoted, start } = value;
    return isCredential(credential, { head, quoted, form: 'assigned', after: '' })
      ? { start: from + start, end }
      : null;
  },
});

function nameBehind(text: string, end: number): string | null {
  NAME_BEHIND.lastIndex = end;
  return NAME_BEHIND.exec(text)?.groups?.['name'] ?? null;
}
