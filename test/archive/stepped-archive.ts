import type {
  CheckedObject,
  FolderPage,
  ListedObject,
  ListQuery,
  ObjectBody,
  ObjectHead,
  ObjectPage,
  ObjectVersion,
  ReportArchive,
  StoredObject,
} from '../../src/archive/objects/archive.ts';

export interface Steps {
  /** Calls `step` when it is this process's turn. */
  readonly schedule: (label: string, step: () => Promise<void>) => void;
  /** The process dies when it has done this many steps, before it learns how the last one went; null: it lives. */
  readonly crashAfter: number | null;
  /** Looks at the archive after each step. */
  readonly observe: () => Promise<void>;
}

/** One process's view of an archive that others use too: each request is one step, which somebody else gives the turn for. */
export class SteppedArchive implements ReportArchive {
  readonly location: string;
  /** Resolves when this process dies; whatever it waited for then never comes. */
  readonly crashed: Promise<'crashed'>;
  readonly #archive: ReportArchive;
  readonly #steps: Steps;
  readonly #crash: (outcome: 'crashed') => void;
  #done = 0;

  constructor(archive: ReportArchive, steps: Steps) {
    const { promise, resolve } = Promise.withResolvers<'crashed'>();
    this.crashed = promise;
    this.#crash = resolve;
    this.#archive = archive;
    this.#steps = steps;
    this.location = archive.location;
    if (steps.crashAfter === 0) resolve('crashed');
  }

  now(): Date | null {
    return this.#archive.now();
  }

  async create(key: string, body: ObjectBody): Promise<'created' | 'exists'> {
    return await this.#step(`create ${key}`, async () => await this.#archive.create(key, body));
  }

  async replace(
    key: string,
    body: ObjectBody,
    version: ObjectVersion | null,
  ): Promise<'replaced' | 'changed'> {
    return await this.#step(`replace ${key}`, async () => await this.#archive.replace(key, body, version));
  }

  async peek(key: string): Promise<ObjectHead | null> {
    return await this.#step(`peek ${key}`, async () => await this.#archive.peek(key));
  }

  async open(key: string): Promise<StoredObject | null> {
    return await this.#step(`open ${key}`, async () => await this.#archive.open(key));
  }

  async read(key: string): Promise<Buffer | null> {
    return await this.#step(`read ${key}`, async () => await this.#archive.read(key));
  }

  async readChecked(object: ListedObject, contentType: string): Promise<CheckedObject | null> {
    return await this.#step(
      `check ${object.key}`,
      async () => await this.#archive.readChecked(object, contentType),
    );
  }

  async list(query: ListQuery): Promise<ObjectPage> {
    return await this.#step(`list ${query.prefix}`, async () => await this.#archive.list(query));
  }

  async listFolders(query: ListQuery): Promise<FolderPage> {
    return await this.#step(
      `list folders ${query.prefix}`,
      async () => await this.#archive.listFolders(query),
    );
  }

  async #step<T>(label: string, act: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (this.#done === this.#steps.crashAfter) return await promise;
    this.#steps.schedule(label, async () => {
      try {
        const value = await act();
        await this.#steps.observe();
        this.#done += 1;
        if (this.#done === this.#steps.crashAfter) this.#crash('crashed');
        else resolve(value);
      } catch (error) {
        reject(error);
      }
    });
    return await promise;
  }
}
