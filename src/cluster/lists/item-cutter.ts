/** Stands for an item that holds more than any object of Kubernetes does. */
export const TOO_LARGE = Symbol('an item that is too large');

/** etcd takes 1.5 MiB of an object unless told, in a form that is shorter than JSON. https://etcd.io/docs/v3.6/dev-guide/limit/ */
const MOST_ITEM_BYTES = 8 * 1024 * 1024;
/** More than fit into what etcd takes; each takes some 60 bytes when it is parsed, however short it is. */
const MOST_ITEM_VALUES = 1_000_000;
/** Of what stands behind the items. */
const MOST_TAIL_BYTES = 1024 * 1024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Cuts the items of a list apart by looking at each byte once, and holds one item at most. It begins behind the list's `[`.
 * Methods throw a `SyntaxError` for what is no JSON.
 */
export class ItemCutter {
  #depth = 0;
  #isText = false;
  #isEscaped = false;
  /** Behind the list's `]`. */
  #isBehind = false;
  /** Of the item that has not ended: what came before this chunk, and how much it holds so far. */
  #pieces: Buffer[] = [];
  #bytes = 0;
  #values = 0;

  /** The items that end in this chunk, each behind its comma: the last one of the list stays in it. */
  push(chunk: Buffer): readonly unknown[] {
    let items: readonly unknown[] = [];
    /** Where the first item that has ended here began, and where the last such ended. */
    let from = 0;
    let to = 0;
    /** Where the item at hand begins in this chunk. */
    let start = 0;
    for (let at = 0; at < chunk.length && !this.#isBehind; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#isText) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#isText = false;
      } else if (byte === QUOTE) this.#isText = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#depth += 1;
        this.#values += 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#depth -= 1;
        this.#isBehind = this.#depth < 0;
      } else if (byte === COMMA && this.#depth > 0) this.#values += 1;
      const isEnd = this.#isBehind || (byte === COMMA && this.#depth === 0 && !this.#isText);
      if (!isEnd) continue;
      const isTooLarge = this.#isTooLarge(at - start);
      if (isTooLarge) {
        if (start > from) items = items.concat(this.#parse(chunk.subarray(from, to)));
        items = items.concat(TOO_LARGE);
        this.#pieces = [];
        from = this.#isBehind ? at : at + 1;
      }
      // The last one stays with what is behind it, which is JSON with it only.
      if (this.#isBehind && !isTooLarge) continue;
      to = at;
      start = this.#isBehind ? at : at + 1;
      this.#bytes = 0;
      this.#values = 0;
    }
    if (start > from) items = items.concat(this.#parse(chunk.subarray(from, to)));
    this.#keep(chunk.subarray(start));
    return items;
  }

  /** What is left of the list. */
  end(): string {
    return Buffer.concat(this.#pieces).toString('utf8');
  }

  #isTooLarge(more: number): boolean {
    return this.#bytes + more > MOST_ITEM_BYTES || this.#values > MOST_ITEM_VALUES;
  }

  #parse(bytes: Buffer): readonly unknown[] {
    const text = Buffer.concat([...this.#pieces, bytes]).toString('utf8');
    this.#pieces = [];
    const items: unknown = JSON.parse(`[${text}]`);
    if (!Array.isArray(items)) throw new SyntaxError('no list');
    return items;
  }

  /** Of what is too large nothing is kept but the count. */
  #keep(bytes: Buffer): void {
    this.#bytes += bytes.length;
    if (this.#isBehind && this.#bytes > MOST_ITEM_BYTES + MOST_TAIL_BYTES) throw new SyntaxError('no end');
    if (this.#isTooLarge(0)) this.#pieces = [];
    // A chunk is a view of a larger buffer of the socket's, which would live as long.
    else this.#pieces.push(Buffer.from(bytes));
  }
}
