import { decodeText } from './utf8-text.ts';

/** Room for about a hundred logs: thousands of small pieces would leave holes between them that nothing else fits into. */
const SLAB_BYTES = 1024 * 1024;
/** In UTF-8, of one UTF-16 unit. https://developer.mozilla.org/docs/Web/API/TextEncoder/encodeInto#buffer_sizing */
const MOST_BYTES_A_UNIT = 3;

/**
 * Keeps the lines of many logs as UTF-8 outside of the JavaScript heap, and gives them back as often as asked: a run holds them all
 * until its report is written, and each line as a text of its own takes a third more, and the collector's time.
 */
export class PackedLines {
  readonly #encoder = new TextEncoder();
  /** The part of the last slab that is free. */
  #free: Uint8Array = new Uint8Array(0);

  /** @param lines without line feeds. */
  pack(lines: readonly string[]): () => readonly string[] {
    if (lines.length === 0) return () => [];
    const text = lines.join('\n');
    const most = text.length * MOST_BYTES_A_UNIT;
    const bytes = most > SLAB_BYTES ? this.#encoder.encode(text) : this.#takeRoom(text, most);
    return () => decodeText(bytes).text.split('\n');
  }

  #takeRoom(text: string, most: number): Uint8Array {
    if (this.#free.length < most) this.#free = new Uint8Array(SLAB_BYTES);
    const { written } = this.#encoder.encodeInto(text, this.#free);
    const bytes = this.#free.subarray(0, written);
    this.#free = this.#free.subarray(written);
    return bytes;
  }
}
