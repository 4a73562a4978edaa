import type { AwsAccess, KubeconfigSource } from '../../src/kubeconfig/source.ts';
import type { StoredKubeconfig, KubeconfigCache } from './cache.ts';
import { namePlace, type KubeconfigPlace } from './place.ts';

export interface StoredSourceOptions {
  readonly place: KubeconfigPlace;
  /** Asks the service that keeps it. Rejects with a `ReporterError`. */
  readonly read: () => Promise<StoredKubeconfig>;
  readonly cache: KubeconfigCache;
  readonly now: () => Date;
  readonly aws: AwsAccess;
  readonly allowInsecureTls: boolean;
  readonly allowLocalServer: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A kubeconfig that AWS keeps. What stands in it is never executed, and names no file of the function's. */
export function openStoredKubeconfig(options: StoredSourceOptions): KubeconfigSource {
  const { place, cache, now, aws, allowInsecureTls, allowLocalServer, env } = options;
  const key = JSON.stringify(place);
  return {
    name: namePlace(place),
    // A function has no files of a person's, and whoever writes the secret must not read the function's own.
    readFile: null,
    aws,
    env,
    allowInsecureTls,
    servers: { allowLocal: allowLocalServer },
    read: async ({ refresh }) => {
      const cached = refresh ? null : cache.find(key, now());
      if (cached !== null) return cached.text;
      const read = await options.read();
      cache.keep(key, read, now(), refresh);
      return read.text;
    },
  };
}
