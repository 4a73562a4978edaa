const [QUOTE, BACKSLASH] = ['"', '\\'].map((each) => each.charCodeAt(0));
const OPENING: ReadonlySet<number> = new Set(Buffer.from('{['));
const CLOSING: ReadonlySet<number> = new Set(Buffer.from('}]'));

/** Finds where the objects of a JSON array end, byte by byte and each byte once, whatever they begin with. */
export class ItemScanner {
  #depth = 0;
  #isText = false;
  #isEscaped = false;

  /** Behind the last object that ends within these bytes of the array; 0 when none does. */
  push(bytes: Uint8Array): number {
    let end = 0;
    for (let index = 0; index < bytes.length && this.#depth >= 0; index += 1) {
      const byte = bytes[index] ?? 0;
      if (this.#isText) this.#readText(byte);
      else if (byte === QUOTE) this.#isText = true;
      else if (OPENING.has(byte)) this.#depth += 1;
      else if (CLOSING.has(byte)) {
        // Below nothing, the array itself has ended.
        this.#depth -= 1;
        if (this.#depth === 0) end = index + 1;
      }
    }
    return end;
  }

  #readText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isText = false;
  }
}
