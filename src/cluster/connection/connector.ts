import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { bareHost } from '../../kubeconfig/proxy.ts';
import { isAlert } from '../get/tls-alert.ts';
import { openTunnel, type TunnelOptions } from './tunnel.ts';

type Wanted = buildConnector.Options;

/**
 * Opens connections for undici's pool: when it asks for them, and ahead of that when it is known that it will, so that handshakes
 * go on while lists are read. Tells how far away the server is: a connection takes two round trips and more.
 */
export class ClusterConnector {
  readonly #open: buildConnector.connector;
  readonly #tunnel: TunnelOptions | null;
  readonly #ahead: Promise<Socket>[] = [];
  #wanted: Wanted | null = null;
  #quickest: number | null = null;
  /** Open, or about to be. */
  #count = 0;

  /** @param tunnel by which proxy; null: straight */
  constructor(options: buildConnector.BuildOptions, tunnel: TunnelOptions | null = null) {
    this.#open = buildConnector(options);
    this.#tunnel = tunnel;
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

  async #start(wanted: Wanted): Promise<Socket> {
    const start = performance.now();
    this.#count += 1;
    try {
      const socket = await this.#reach(wanted);
      socket.once('close', () => (this.#count -= 1));
      this.#quickest = Math.min(this.#quickest ?? Number.POSITIVE_INFINITY, performance.now() - start);
      return socket;
    } catch (error) {
      this.#count -= 1;
      throw error;
    }
  }

  async #reach(wanted: Wanted): Promise<Socket> {
    if (this.#tunnel === null) return await this.#connect(wanted);
    const port = Number(wanted.port) || (wanted.protocol === 'https:' ? 443 : 80);
    const bare = await openTunnel(this.#tunnel, { host: bareHost(wanted), port });
    return wanted.protocol === 'https:' ? await this.#connect({ ...wanted, httpSocket: bare }) : bare;
  }

  #connect(wanted: Wanted): Promise<Socket> {
    const { promise, resolve, reject } = Promise.withResolvers<Socket>();
    this.#open(wanted, (error, socket) => {
      // undici leaves the socket out then, whatever its types say.
      if (error !== null) {
        reject(error);
        return;
      }
      // TLS 1.3 tells of a refused certificate after the handshake, right before the end, and undici would hear of the end only.
      socket.prependListener('error', (alert: unknown) => {
        if (isAlert(alert)) socket.destroy(alert);
      });
      resolve(socket);
    });
    return promise;
  }
}

function ignore(): void {}
