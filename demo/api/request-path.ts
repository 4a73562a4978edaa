/** A path that names objects of an API group: a list, an object or a part of one. */
export interface ResourceRequest {
  /** `''` is the core group. */
  readonly group: string;
  /** Null: all namespaces. */
  readonly namespace: string | null;
  readonly resource: string;
  /** Null: a list. */
  readonly name: string | null;
  /** `log`, `exec`, … */
  readonly subresource: string | null;
}

/** The API groups that the recorded cluster served, as far as the recording asked. */
const SERVED = new Set(['/v1', 'batch/v1']);

// https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris
const RESOURCE_PATH =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>[^/]+)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<resource>[^/]+)(?:\/(?<name>[^/]+)(?:\/(?<subresource>.+))?)?$/;

/** Null for what is no resource of a served API group. */
export function parseResourcePath(pathname: string): ResourceRequest | null {
  const match = RESOURCE_PATH.exec(decode(pathname))?.groups;
  const { group = '', version, resource, namespace = null, name = null, subresource = null } = match ?? {};
  if (resource === undefined || !SERVED.has(`${group}/${version}`)) return null;
  return { group, resource, namespace, name, subresource };
}

/** Names hold no character that would need an escape; a broken escape stays as it is, and is found nowhere. */
function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
