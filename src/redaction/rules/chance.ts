/** Whether chance made a value, not a writer of prose: letters and digits, or capitals inside a long word. */
export function looksGenerated(value: string): boolean {
  if (value.length < 8) return false;
  if (/[A-Za-z]/.test(value) && /\d/.test(value)) return true;
  return value.length >= 16 && (/[a-z][A-Z]/.test(value) || /^\d+$/.test(value) || !/[aeiou-]/i.test(value));
}

/** How a text changes between capitals, small letters and digits. Chance changes at every second character, a writer at every fifth. */
interface Mixture {
  readonly changes: number;
  readonly lower: number;
  readonly upper: number;
  readonly digits: number;
}

function mixtureOf(text: string): Mixture {
  let [changes, lower, upper, digits] = [0, 0, 0, 0];
  let before = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    let now = 0;
    if (code >= 97 && code <= 122) {
      lower += 1;
      now = 1;
    } else if (code >= 65 && code <= 90) {
      upper += 1;
      now = 2;
    } else if (code >= 48 && code <= 57) {
      digits += 1;
      now = 3;
    }
    if (now !== 0 && before !== 0 && now !== before) changes += 1;
    before = now;
  }
  return { changes, lower, upper, digits };
}

/** Whether a token's body is what a generator made. Hexadecimal counts, words in camel case and versions do not. */
export function looksRandom(body: string): boolean {
  const { changes, lower, upper, digits } = mixtureOf(body);
  const signs = lower + upper + digits;
  if (signs < 12) return false;
  if (digits === 0) return upper > 0 && lower > 0 && changes >= signs * 0.3;
  return changes >= Math.max(4, signs * 0.22) && lower + upper >= signs * 0.15;
}

/** Of capitals, small letters and digits alike, as base62 and base64 are: no name, no path, no hash in hexadecimal. */
export function isThoroughlyMixed(body: string): boolean {
  const { changes, lower, upper, digits } = mixtureOf(body);
  const signs = lower + upper + digits;
  return lower >= 4 && upper >= 4 && digits >= 2 && changes >= signs * 0.36;
}

/** A word that could stand in a sentence: small letters, or a capital first, with vowels among them and no heap of consonants. */
export function isWordLike(value: string): boolean {
  return (
    value.length <= 18 &&
    /^[A-Za-z]?[a-z]+(?:'[a-z]{1,2})?$/.test(value) &&
    !/[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}/.test(value) &&
    (value.length < 4 || /[aeiouy]/i.test(value))
  );
}
