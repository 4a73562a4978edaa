/**
 * Credentials that open nothing, made as the tests run: none stands in this repository, where it would trip the scanners that guard
 * pushes. They have the entropy of real ones, which rules may ask for, and are the same each time.
 */
export class Secret {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

/** Draws from one alphabet after the other, by the name of what is faked. */
export class Fakes {
  #state: number;

  constructor(seed: string) {
    this.#state = 2166136261;
    for (const character of seed)
      this.#state = Math.imul(this.#state ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  }

  /** Letters and digits, with at least one digit, one capital and one small letter from four characters on. */
  alnum(length: number): string {
    return this.#mixed(LOWER + UPPER + DIGITS, length);
  }

  lower(length: number): string {
    return this.draw(LOWER, length);
  }

  lowerDigits(length: number): string {
    return this.#mixed(LOWER + DIGITS, length);
  }

  upper(length: number): string {
    return this.#mixed(UPPER + DIGITS, length);
  }

  /** RFC 4648 base32: what AWS's key ids are made of. */
  base32(length: number): string {
    return this.draw(`${UPPER}234567`, length);
  }

  letters(length: number): string {
    return this.draw(LOWER + UPPER, length);
  }

  digits(length: number): string {
    return this.draw(DIGITS, length).replace(/^0/, '7');
  }

  hex(length: number): string {
    return this.#mixed('0123456789abcdef', length);
  }

  base64(length: number): string {
    return this.#mixed(`${LOWER}${UPPER}${DIGITS}+/`, length);
  }

  base64Url(length: number): string {
    return `${this.alnum(1)}${this.#mixed(`${LOWER}${UPPER}${DIGITS}_-`, length - 2)}${this.alnum(1)}`;
  }

  /** What a password generator makes, without what would need an escape in a shell, a URL or JSON. */
  password(length: number): string {
    return `${this.letters(1)}${this.#mixed(`${LOWER}${UPPER}${DIGITS}!*_.~^-`, length - 1)}`;
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join('-');
  }

  jwt(): string {
    return `${encodePart('{"alg":"HS256","typ":"JWT"}')}.${encodePart(`{"sub":"${this.alnum(8)}","fake":true}`)}.${this.base64Url(43)}`;
  }

  draw(alphabet: string, length: number): string {
    return Array.from({ length: Math.max(length, 0) }, () =>
      alphabet.charAt(this.#next() % alphabet.length),
    ).join('');
  }

  #mixed(alphabet: string, length: number): string {
    const drawn = this.draw(alphabet, length);
    const wanted = [
      /[0-9]/,
      ...(alphabet.includes('z') ? [/[a-z]/] : []),
      ...(alphabet.includes('Z') ? [/[A-Z]/] : []),
    ];
    if (length < 6 || wanted.every((each) => each.test(drawn))) return drawn;
    return this.#mixed(alphabet, length);
  }

  /** Mulberry32, which is small and good enough to look like chance. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}

function encodePart(text: string): string {
  return Buffer.from(text).toString('base64url');
}
