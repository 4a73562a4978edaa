/** Behind it stand the items, in what Go's encoder writes. */
const HEAD = '"items":[';
/** Between two objects that begin with their metadata, as those of a list do. No text can hold it: there a quote has a backslash. */
const BETWEEN = '},{"metadata":{';
/** Within so many bytes a list that Go has written comes to its items. */
const MOST_HEAD_BYTES = 64 * 1024;

/**
 * Takes the items out of a list while its bytes arrive, so that a page is never in memory as a whole: not as bytes, not as text, and
 * not as objects. Where the list does not look as Go writes it, the items stay in it.
 */
export class ListItems {
  #rest: Buffer = Buffer.alloc(0);
  /** All up to the first item; null while that has not come. */
  #head: string | null = null;
  /** Chunks of a list in which no item will be looked for any more. */
  readonly #whole: Buffer[] = [];

  /** The items that are complete by now. */
  push(chunk: Uint8Array): readonly unknown[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#whole.length > 0) {
      this.#whole.push(bytes);
      return [];
    }
    this.#rest = Buffer.concat([this.#rest, bytes]);
    if (this.#head === null && !this.#takeHead()) return [];
    return this.#takeItems();
  }

  /** The list without the items that were taken out of it. */
  end(): string {
    return `${this.#head ?? ''}${Buffer.concat([...this.#whole, this.#rest]).toString('utf8')}`;
  }

  #takeHead(): boolean {
    const at = this.#rest.indexOf(HEAD);
    if (at !== -1) {
      this.#head = this.#rest.toString('utf8', 0, at + HEAD.length);
      this.#rest = this.#rest.subarray(at + HEAD.length);
    } else if (this.#rest.length > MOST_HEAD_BYTES) {
      this.#whole.push(this.#rest);
      this.#rest = Buffer.alloc(0);
    }
    return at !== -1;
  }

  #takeItems(): readonly unknown[] {
    const end = this.#rest.lastIndexOf(BETWEEN);
    if (end === -1) return [];
    const items = parseItems(this.#rest.toString('utf8', 0, end + 1));
    // What was found lies within an item, whose end has yet to come.
    if (items === null) return [];
    this.#rest = this.#rest.subarray(end + '},'.length);
    return items;
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
