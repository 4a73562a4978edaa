import { createHash } from 'node:crypto';

// What the movement and the synthetic Jobs add must be the same each time it is computed: identities come from names.

/** The form of a UUID, from any text. */
export function deriveUid(seed: string): string {
  const hex = hash(seed);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** As containerd numbers its containers, behind the scheme that the kubelet puts before it. */
export function deriveContainerId(seed: string): string {
  return `containerd://${hash(seed)}`;
}

/** Five characters, as the API server ends the names of generated pods. */
export function derivePodSuffix(seed: string): string {
  return hash(seed).slice(0, 5);
}

function hash(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}
