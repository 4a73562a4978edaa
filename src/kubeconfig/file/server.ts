import { failReading } from './failure.ts';
import type { KubeconfigUser } from './schema.ts';

/**
 * A server's address as a kubeconfig gives it. `what`: what messages call it. Throws a `ConfigurationError` that never
 * quotes the address: a password may stand in it.
 */
export function readServer(text: string, what: string, user: KubeconfigUser): URL {
  const url = URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw failReading(`${what} is not an https URL`, 'Give an https:// address');
  }
  if (url.protocol === 'http:' && Object.values(user).some((value) => value != null && value !== '')) {
    throw failReading(
      `${what} is a plain http URL`,
      'Credentials are sent over TLS only: give an https:// address',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw failReading(`${what} holds a user name or password`, 'Put credentials under users');
  }
  if (url.search !== '' || url.hash !== '') {
    throw failReading(
      `${what} holds a query or a fragment`,
      'Give the address without what follows "?" or "#"',
    );
  }
  const mistake = findPathMistake(url.pathname);
  if (mistake !== null) {
    throw failReading(`${what} ${mistake}`, 'Give the address below which /api and /apis are, and no more');
  }
  return url;
}

/**
 * An API server may live below a path, as behind Rancher or Portainer (`/api/endpoints/1/kubernetes`). One that reaches into
 * the API would make another request of each of ours: one to a pod, say, by way of a proxy.
 * https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls
 */
function findPathMistake(path: string): string | null {
  const segments = path.split('/').filter((each) => each !== '');
  // An encoded slash, dot or percent sign is read in one way here and in another by a proxy in between.
  if (segments.some((each) => /%(?:2[5ef]|5c|[01][0-9a-f]|7f)/i.test(each) || each.includes('\\')))
    return 'has a path with encoded characters';
  const names = segments.map((each) => decode(each).toLowerCase());
  const isOfApi = names.some(
    (name, index) =>
      name === 'apis' ||
      (name === 'api' && (/^(?:v\d.*)?$/.test(names[index + 1] ?? '') || names.includes('proxy', index))),
  );
  return isOfApi ? 'has a path that reaches into the API' : null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
