import type { KubeconfigPlaceSettings } from '../../src/config/kubeconfig-place.ts';

/** Where a kubeconfig is kept. `id`: an ARN or a name. */
export type KubeconfigPlace =
  | { readonly kind: 'secret'; readonly id: string; readonly versionStage: string | null }
  | { readonly kind: 'parameter'; readonly id: string };

/** Of settings that name one place; their schema sees to that. */
export function findPlace(target: KubeconfigPlaceSettings): KubeconfigPlace {
  const { kubeconfigParameter, kubeconfigVersionStage } = target;
  if (kubeconfigParameter !== undefined) return { kind: 'parameter', id: kubeconfigParameter };
  const id = target.kubeconfigSecretArn ?? target.kubeconfigSecretName ?? '';
  return { kind: 'secret', id, versionStage: kubeconfigVersionStage ?? null };
}

/** `secret arn:aws:…`, for messages. */
export function namePlace(place: KubeconfigPlace): string {
  return `${place.kind} ${place.id}`;
}

/** Where it lies, wherever the function runs; a name is one of the function's own region. */
export function findRegion({ id }: KubeconfigPlace, ownRegion: string): string {
  return /^arn:[^:]+:[^:]+:([^:]+):/.exec(id)?.[1] ?? ownRegion;
}
