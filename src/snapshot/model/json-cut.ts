/** A field of a JSON object; or of one of its arrays first that it is there, then each item. */
export type JsonCut =
  | { readonly kind: 'field' | 'item'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'array'; readonly key: string };

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Cuts a JSON object into its fields as its bytes come, and the arrays under `arrays` into their items, so that nobody needs to hold
 * the whole of it, nor a text of it: V8's longest string is half a gigabyte. Only where values begin and end is looked for here; what
 * is in them is JSON.parse's. Throws a `SyntaxError` for what is no JSON object, or ends early.
 */
export async function* cutJson(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  arrays: readonly string[],
): AsyncGenerator<JsonCut, void, void> {
  const cutter = new JsonCutter(arrays);
  for await (const piece of pieces) yield* cutter.push(piece);
  cutter.end();
}

class JsonCutter {
  readonly #arrays: readonly string[];
  readonly #held: Uint8Array[] = [];
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isOver = false;
  /** The array whose items are cut now. */
  #array: string | null = null;
  /** `,` behind a value, or an array that has been cut: what must come next, and what may not. */
  #before: 'start' | 'comma' | 'array' = 'start';

  constructor(arrays: readonly string[]) {
    this.#arrays = arrays;
  }

  *push(piece: Uint8Array): Generator<JsonCut, void, void> {
    let start = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at];
      if (this.#isInString) this.#passCharacter(byte);
      else if (byte === QUOTE) this.#isInString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        this.#depth += 1;
        if (this.#depth > 2 || !this.#opens(byte, piece.subarray(start, at))) continue;
        this.#held.length = 0;
        start = at + 1;
        if (this.#array !== null) yield { kind: 'array', key: this.#array };
      } else if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (this.#depth === (this.#array === null ? 1 : 2)) {
          this.#held.push(piece.subarray(start, at));
          start = at + 1;
          yield* this.#cut(byte);
        }
        if (byte !== COMMA) this.#depth -= 1;
      }
    }
    this.#held.push(piece.subarray(start));
  }

  end(): void {
    if (!this.#isOver || this.#takeText().trim() !== '') throw new SyntaxError('the JSON ends early');
  }

  #passCharacter(byte: number | undefined): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isInString = false;
  }

  /** Whether the object, or an array to be cut, begins here. */
  #opens(byte: number, last: Uint8Array): boolean {
    if (this.#depth === 2 && byte === OPEN_BRACE) return false;
    const before = decode([...this.#held, last]).trim();
    if (this.#depth === 1) {
      if (byte !== OPEN_BRACE || before !== '' || this.#isOver) throw new SyntaxError('no JSON object');
      return true;
    }
    const key: unknown = JSON.parse(before.endsWith(':') ? before.slice(0, -1) : 'null');
    if (typeof key !== 'string' || !this.#arrays.includes(key)) return false;
    this.#array = key;
    this.#before = 'start';
    return true;
  }

  /** Ends a value by what stands behind it. */
  *#cut(end: number): Generator<JsonCut, void, void> {
    const text = this.#takeText();
    const key = this.#array;
    if (text.trim() !== '') {
      if (this.#before === 'array') throw new SyntaxError('something stands behind an array');
      yield key === null ? readField(text) : { kind: 'item', key, value: JSON.parse(text) };
    } else if (this.#before === 'comma' || (this.#before === 'start' && end === COMMA))
      throw new SyntaxError('a value is missing');
    this.#before = end === COMMA ? 'comma' : 'array';
    if (key !== null && end !== COMMA) this.#array = null;
    else if (end !== COMMA) this.#isOver = true;
  }

  #takeText(): string {
    return decode(this.#held.splice(0));
  }
}

function readField(text: string): JsonCut {
  const object: unknown = JSON.parse(`{${text}}`);
  const [field, ...others]: readonly [string, unknown][] = Object.entries(object ?? {});
  if (field === undefined || others.length > 0) throw new SyntaxError('no field of an object');
  return { kind: 'field', key: field[0], value: field[1] };
}

function decode(bytes: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(bytes));
}
