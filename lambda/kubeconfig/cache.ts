/** A kubeconfig as it was read: a secret, never to be logged. */
export interface StoredKubeconfig {
  readonly version: string;
  readonly text: string;
}

/** The kubeconfigs that an environment has read a short time ago, each by its place. */
export interface KubeconfigCache {
  readonly find: (place: string, now: Date) => StoredKubeconfig | null;
  /** `refused`: read anew because the cluster took what was there before for nobody's. */
  readonly keep: (place: string, read: StoredKubeconfig, now: Date, refused: boolean) => void;
}

/** Several targets of one slot share a secret; who rotates one waits no longer than this. */
const LIFE_MILLISECONDS = 60_000;

/** One for each environment of the function: no invocation sees what another environment has read. */
export function createKubeconfigCache(): KubeconfigCache {
  const kept = new Map<string, StoredKubeconfig & { readonly until: number }>();
  return {
    find: (place, now) => {
      const found = kept.get(place);
      return found !== undefined && now.getTime() < found.until ? found : null;
    },
    keep: (place, read, now, refused) => {
      const before = kept.get(place);
      // The same version again is the refused one: the next run shall ask for a newer.
      if (refused && before?.version === read.version) kept.delete(place);
      else kept.set(place, { ...read, until: now.getTime() + LIFE_MILLISECONDS });
    },
  };
}
