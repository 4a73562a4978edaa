import type { Socket } from 'node:net';
import { buildConnector } from 'undici';

type Wanted = buildConnector.Options;

/**
 * Opens connections for undici's pool: when it asks for them, and ahead of that when it is known that it will, so that handshakes
 * go on while lists are read. Tells how far away the server is: a connection takes two round trips and more.
 */
export class ClusterConnector {
  readonly #open: buildConnector.connector;
  readonly #ahead: Promise<Socket>[] = [];
  #wanted: Wanted | null = null;
  #quickest: number | null = null;
  /** Open, or about to be. */
  #count = 0;

  constructor(options: buildConnector.BuildOptions) {
    this.#open = buildConnector(options);
  }

  /** How long the quickest connection took; null as long as there is none. */
  get quickestMilliseconds(): number | null {
    return this.#quickest;
  }

  readonly connect: buildConnector.connector = (wanted, callback) => {
    this.#wanted = wanted;
    void this.#give(wanted, callback);
  };

  /** So many connections will be wanted in all. */
  openAhead(count: number): void {
    const wanted = this.#wanted;
    if (wanted === null) return;
    while (this.#count < count) {
      const opening = this.#start(wanted);
      // Whoever takes it learns of it; until then it is nobody's.
      opening.catch(ignore);
      this.#ahead.push(opening);
    }
  }

  /** Ends those that nobody has asked for. */
  close(): void {
    for (const opening of this.#ahead.splice(0)) opening.then((socket) => socket.destroy(), ignore);
  }

  async #give(wanted: Wanted, callback: buildConnector.Callback): Promise<void> {
    let socket: Socket;
    try {
      socket = await this.#take(wanted);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), null);
      return;
    }
    callback(null, socket);
  }

  async #take(wanted: Wanted): Promise<Socket> {
    // It may have broken while nobody had it.
    const ahead = await this.#ahead.shift()?.catch(ignore);
    return ahead === undefined || ahead.destroyed ? await this.#start(wanted) : ahead;
  }

  #start(wanted: Wanted): Promise<Socket> {
    const { promise, resolve, reject } = Promise.withResolvers<Socket>();
    const start = performance.now();
    this.#count += 1;
    this.#open(wanted, (error, socket) => {
      // undici leaves the socket out then, whatever its types say.
      if (error !== null) {
        this.#count -= 1;
        reject(error);
        return;
      }
      socket.once('close', () => (this.#count -= 1));
      this.#quickest = Math.min(this.#quickest ?? Number.POSITIVE_INFINITY, performance.now() - start);
      resolve(socket);
    });
    return promise;
  }
}

function ignore(): void {}
