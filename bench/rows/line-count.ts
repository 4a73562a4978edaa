const LINE_FEED = 0x0a;

/** How many lines some bytes end or leave open, chunk by chunk. */
export class LineCount {
  #ended = 0;
  #isOpen = false;

  add(chunk: Uint8Array): void {
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1))
      this.#ended += 1;
    this.#isOpen = chunk.length > 0 ? chunk.at(-1) !== LINE_FEED : this.#isOpen;
  }

  get lines(): number {
    return this.#ended + Number(this.#isOpen);
  }
}
