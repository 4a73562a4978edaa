import { closeSession, openSession, type ClusterSession, type SessionOptions } from './session.ts';

export type RenewalOptions = Omit<SessionOptions, 'refresh' | 'now'> & { readonly now: () => Date };

/** The way to a cluster for as long as a run takes: its credentials are made anew when they expire, and once when refused. */
export class RenewableSession {
  readonly #options: RenewalOptions;
  readonly #opened: ClusterSession[];
  #session: ClusterSession;
  #renewal: Promise<void> | null = null;
  #replacement: Promise<void> | null = null;

  private constructor(options: RenewalOptions, session: ClusterSession) {
    this.#options = options;
    this.#session = session;
    this.#opened = [session];
  }

  /** Reads the kubeconfig; nothing is sent to the cluster yet. Rejects with a `ReporterError`. */
  static async open(options: RenewalOptions): Promise<RenewableSession> {
    return new RenewableSession(
      options,
      await openSession({ ...options, refresh: false, now: options.now() }),
    );
  }

  /** The one at hand, whether it has expired or not. */
  get latest(): ClusterSession {
    return this.#session;
  }

  /** A run may outlast its credentials: those of EKS live 14 minutes. */
  async findCurrent(): Promise<ClusterSession> {
    const session = this.#session;
    if (session.expiresAt === null || this.#options.now() < session.expiresAt) return session;
    this.#replacement ??= this.#openAnew();
    await this.#replacement;
    // Where there are none to be had, the server's word on the old ones is what there is to report.
    if (session !== this.#session) this.#replacement = null;
    return this.#session;
  }

  /**
   * Another than the one that was refused; null when that is the only one. All requests that were refused at the same time
   * wait for one renewal, and there is no second.
   */
  async replaceRefused(refused: ClusterSession): Promise<ClusterSession | null> {
    if (refused === this.#session) {
      this.#renewal ??= this.#openAnew();
      await this.#renewal;
    }
    return refused === this.#session ? null : this.#session;
  }

  /** For the next look over the same connections: it may meet a refusal of its own. Nothing may be under way. */
  async readyAgain(): Promise<void> {
    this.#renewal = null;
    const replaced = this.#opened.filter((session) => session !== this.#session);
    this.#opened.splice(0, this.#opened.length, this.#session);
    await Promise.all(replaced.map(closeSession));
  }

  /** Ends every connection, also those in use: a thawed Lambda must not meet a dead socket. */
  async close(): Promise<void> {
    await Promise.all(this.#opened.map(closeSession));
  }

  async #openAnew(): Promise<void> {
    try {
      this.#session = await openSession({ ...this.#options, refresh: true, now: this.#options.now() });
      this.#opened.push(this.#session);
    } catch {
      // What was refused stays refused, and the refusal is what there is to report.
    }
  }
}
