import type { Socket } from 'node:net';

interface Held {
  readonly dueAt: number;
  /** Null: the end of the stream. */
  readonly bytes: Uint8Array | null;
}

/** More than this on its way, and the sender has to wait: far above what 100 ms of a fast line hold. */
const MOST_HELD = 16 * 1024 * 1024;

export interface Delay {
  readonly milliseconds: number;
  /** Nothing sets out before: the connection itself has to be made. */
  readonly openAt: number;
}

/** One direction of a connection: what `from` sends arrives, in order, so many milliseconds later. */
export function delayBytes(from: Socket, to: Socket, delay: Delay): void {
  const line = new DelayLine(from, to, delay);
  from.on('data', (bytes) => line.hold(bytes));
  from.on('end', () => line.hold(null));
  // Also when it broke: the other side learns of it as late as of everything else. An error is always followed by this.
  from.on('close', () => line.hold(null));
  from.on('error', () => {});
  to.on('close', () => line.drop());
  to.on('drain', () => line.resumeIfRoom());
}

class DelayLine {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #delay: Delay;
  readonly #held: Held[] = [];
  #isOpen = true;
  #heldBytes = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(from: Socket, to: Socket, delay: Delay) {
    this.#from = from;
    this.#to = to;
    this.#delay = delay;
  }

  hold(bytes: Uint8Array | null): void {
    if (!this.#isOpen) return;
    const dueAt = Math.max(performance.now(), this.#delay.openAt) + this.#delay.milliseconds;
    this.#held.push({ dueAt, bytes });
    this.#heldBytes += bytes?.length ?? 0;
    if (this.#heldBytes > MOST_HELD || this.#to.writableNeedDrain) this.#from.pause();
    if (this.#timer === null) this.#release();
  }

  /** Sends on what is due, and comes back for the rest. */
  #release(): void {
    this.#timer = null;
    for (let next = this.#held[0]; next !== undefined; next = this.#held[0]) {
      const wait = next.dueAt - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#release(), wait);
        break;
      }
      this.#held.shift();
      this.#heldBytes -= next.bytes?.length ?? 0;
      if (next.bytes === null) this.#to.end();
      else this.#to.write(next.bytes);
    }
    this.resumeIfRoom();
  }

  resumeIfRoom(): void {
    if (this.#heldBytes <= MOST_HELD && !this.#to.writableNeedDrain) this.#from.resume();
  }

  /** Nobody is there to take it; what comes by the other direction may still be on its way. */
  drop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isOpen = false;
    this.#held.length = 0;
    this.#from.resume();
  }
}
