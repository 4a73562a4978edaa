import { ItemCutter } from './item-cutter.ts';

/** Behind it stand the items, in what Go's encoder writes. */
const HEAD = '"items":[';
/** How each object of a list begins there. */
const BEGINNING = '{"metadata":{';
/** Between two of them. No text can hold it: there a quote has a backslash. */
const BETWEEN = `},${BEGINNING}`;
/** Within so many bytes a list that Go has written comes to its items. */
const MOST_HEAD_BYTES = 64 * 1024;
/** Within so many an item has ended, nearly always. */
const MOST_QUIET_BYTES = 1024 * 1024;
/** Of a list in which no items were found. */
const MOST_WHOLE_BYTES = 4 * 1024 * 1024;

/**
 * Takes the items out of a list while its bytes arrive, so that a page is never in memory as a whole: not as bytes, not as text, and
 * not as objects, whatever is sent. Each byte is looked at once. Where no items are found as Go writes them, they stay in the list.
 */
export class ListItems {
  /** What has come and was not taken yet. */
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** Its last bytes, in which `BETWEEN` may begin. */
  #edge: Buffer = Buffer.alloc(0);
  /** All up to the first item; null while that has not come. */
  #head: string | null = null;
  /** No item will be looked for any more. */
  #isWhole = false;
  /** Finds the ends of items that do not begin as Go has them. */
  #cutter: ItemCutter | null = null;
  #isBroken = false;

  /** It is no JSON, or too much beside the items: nothing of it is kept any more. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** The items that are complete by now; `TOO_LARGE` for one that was not kept. */
  push(chunk: Uint8Array): readonly unknown[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#isBroken) return [];
    if (this.#cutter !== null) return this.#cut(this.#cutter, bytes);
    if (this.#isWhole) {
      this.#keep(bytes);
      this.#isBroken = this.#pendingBytes > MOST_WHOLE_BYTES;
      return [];
    }
    return this.#head === null ? this.#takeHead(bytes) : this.#takeUsual(bytes);
  }

  /** The list without the items that were taken out of it; no JSON when it is none. */
  end(): string {
    if (this.#isBroken) return '';
    const rest = this.#cutter?.end() ?? Buffer.concat(this.#pending).toString('utf8');
    return `${this.#head ?? ''}${rest}`;
  }

  #takeHead(bytes: Buffer): readonly unknown[] {
    const all = this.#join(bytes);
    const at = all.indexOf(HEAD);
    // The first item must begin before it can be said how items begin.
    if (at !== -1 && all.length >= at + HEAD.length + BEGINNING.length) {
      this.#head = all.toString('utf8', 0, at + HEAD.length);
      const items = all.subarray(at + HEAD.length);
      if (items.toString('latin1', 0, BEGINNING.length) === BEGINNING) return this.#takeUsual(items);
      return this.#scan(items);
    }
    this.#isWhole = at === -1 && all.length > MOST_HEAD_BYTES;
    this.#keep(all);
    return [];
  }

  #takeUsual(bytes: Buffer): readonly unknown[] {
    const seam = Buffer.concat([this.#edge, bytes]);
    const at = seam.lastIndexOf(BETWEEN);
    this.#edge = seam.subarray(-BETWEEN.length + 1);
    if (at === -1) {
      this.#keep(bytes);
      return this.#pendingBytes > MOST_QUIET_BYTES ? this.#scan(this.#join()) : [];
    }
    const all = this.#join(bytes);
    const end = all.length - seam.length + at;
    const items = parseItems(all.toString('utf8', 0, end + 1));
    // What was found lies within an item.
    if (items === null) return this.#scan(all);
    this.#keep(all.subarray(end + '},'.length));
    return items;
  }

  #scan(bytes: Buffer): readonly unknown[] {
    this.#cutter = new ItemCutter();
    return this.#cut(this.#cutter, bytes);
  }

  #cut(cutter: ItemCutter, bytes: Buffer): readonly unknown[] {
    try {
      return cutter.push(bytes);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#isBroken = true;
      return [];
    }
  }

  #keep(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }

  /** All that was pending, and these bytes; nothing is pending then. */
  #join(bytes?: Buffer): Buffer {
    const all = bytes === undefined ? this.#pending : [...this.#pending, bytes];
    this.#pending = [];
    this.#pendingBytes = 0;
    const [only, ...others] = all;
    return only !== undefined && others.length === 0 ? only : Buffer.concat(all);
  }
}

function parseItems(text: string): readonly unknown[] | null {
  try {
    const items: unknown = JSON.parse(`[${text}]`);
    return Array.isArray(items) ? items : null;
  } catch {
    return null;
  }
}
