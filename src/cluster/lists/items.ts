import { ItemScanner } from './item-scanner.ts';

/** Behind it stand the items, in what Go's encoder writes. */
const HEAD = '"items":[';
/** How each object of a list begins there. */
const BEGINNING = '{"metadata":{';
/** Between two of them. No text can hold it: there a quote has a backslash. */
const BETWEEN = `},${BEGINNING}`;
/** Within so many bytes a list that Go has written comes to its items. */
const MOST_HEAD_BYTES = 64 * 1024;

/**
 * Takes the items out of a list while its bytes arrive, so that a page is never in memory as a whole: not as bytes, not as text, and
 * not as objects. Each byte is looked at once. Where no items are found as Go writes them, they stay in the list.
 */
export class ListItems {
  /** What has come and was not taken yet. */
  #pending: Buffer[] = [];
  /** Its last bytes, in which `BETWEEN` may begin. */
  #edge: Buffer = Buffer.alloc(0);
  /** All up to the first item; null while that has not come. */
  #head: string | null = null;
  /** Chunks of a list in which no item will be looked for any more. */
  readonly #whole: Buffer[] = [];
  /** Finds the ends of items that do not begin as Go has them. */
  #scanner: ItemScanner | null = null;

  /** The items that are complete by now. */
  push(chunk: Uint8Array): readonly unknown[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#whole.length > 0) {
      this.#whole.push(bytes);
      return [];
    }
    if (this.#head === null) return this.#takeHead(bytes);
    return this.#scanner === null ? this.#takeUsual(bytes) : this.#takeScanned(this.#scanner, bytes);
  }

  /** The list without the items that were taken out of it. */
  end(): string {
    const rest = Buffer.concat([...this.#whole, ...this.#pending]).toString('utf8');
    return `${this.#head ?? ''}${this.#scanner === null ? rest : withoutComma(rest)}`;
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
    if (at === -1 && all.length > MOST_HEAD_BYTES) this.#whole.push(all);
    else this.#pending.push(all);
    return [];
  }

  #takeUsual(bytes: Buffer): readonly unknown[] {
    const seam = Buffer.concat([this.#edge, bytes]);
    const at = seam.lastIndexOf(BETWEEN);
    this.#edge = seam.subarray(-BETWEEN.length + 1);
    if (at === -1) {
      this.#pending.push(bytes);
      return [];
    }
    const all = this.#join(bytes);
    const end = all.length - seam.length + at;
    const items = parseItems(all.toString('utf8', 0, end + 1));
    // What was found lies within an item.
    if (items === null) return this.#scan(all);
    this.#pending.push(all.subarray(end + '},'.length));
    return items;
  }

  #scan(bytes: Buffer): readonly unknown[] {
    this.#scanner = new ItemScanner();
    return this.#takeScanned(this.#scanner, bytes);
  }

  #takeScanned(scanner: ItemScanner, bytes: Buffer): readonly unknown[] {
    const end = scanner.push(bytes);
    if (end === 0) {
      this.#pending.push(bytes);
      return [];
    }
    const done = this.#join(bytes.subarray(0, end));
    const items = parseItems(withoutComma(done.toString('utf8')));
    this.#pending.push(bytes.subarray(end));
    // Brackets that fit and text that does not: the list as a whole will be found to be none.
    if (items === null) this.#whole.push(done);
    return items ?? [];
  }

  /** All that was pending, and these bytes; nothing is pending then. */
  #join(bytes: Buffer): Buffer {
    const all = this.#pending.length === 0 ? bytes : Buffer.concat([...this.#pending, bytes]);
    this.#pending = [];
    return all;
  }
}

/** Behind an item that was taken stands the comma before the next. */
function withoutComma(text: string): string {
  return text.replace(/^\s*,/, '');
}

function parseItems(text: string): readonly unknown[] | null {
  try {
    const items: unknown = JSON.parse(`[${text}]`);
    return Array.isArray(items) ? items : null;
  } catch {
    return null;
  }
}
