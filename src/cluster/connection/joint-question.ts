/** A question that many may have at once: who asks while an answer is under way gets the next one, which cannot be stale. */
export class JointQuestion<T> {
  #asked: Promise<T> | null = null;
  #next: Promise<T> | null = null;

  async ask(question: () => Promise<T>): Promise<T> {
    this.#next ??= this.#follow(question);
    return await this.#next;
  }

  async #follow(question: () => Promise<T>): Promise<T> {
    await this.#asked?.catch(() => {});
    this.#next = null;
    this.#asked = question();
    return await this.#asked;
  }
}
