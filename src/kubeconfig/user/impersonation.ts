import { failReading } from '../file/failure.ts';
import type { KubeconfigUser } from '../file/schema.ts';

/** Request headers; one that stands several times has several values. */
export type RequestHeaders = Readonly<Record<string, string | string[]>>;

/** What RFC 9110 takes for a header's value, as far as JavaScript's strings can hold it. */
const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/**
 * The headers that say whom a user asks to be taken for; none when nobody. Throws a `ConfigurationError`.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 */
export function writeImpersonation(user: KubeconfigUser): RequestHeaders {
  const groups = user['as-groups'] ?? [];
  const extra = Object.entries(user['as-user-extra'] ?? {});
  const uid = user['as-uid'] ?? '';
  const name = user.as ?? '';
  if (name === '') {
    if (uid === '' && groups.length === 0 && extra.length === 0) return {};
    throw failReading(
      'a user has as-uid, as-groups or as-user-extra without "as"',
      'Name the user to be taken for',
    );
  }
  const headers: Record<string, string | string[]> = {
    'impersonate-user': name,
    ...(uid === '' ? {} : { 'impersonate-uid': uid }),
    ...(groups.length === 0 ? {} : { 'impersonate-group': [...groups] }),
    ...Object.fromEntries(extra.map(([key, values]) => [`impersonate-extra-${encodeKey(key)}`, [...values]])),
  };
  if (
    Object.values(headers)
      .flat()
      .some((value) => !HEADER_VALUE.test(value))
  ) {
    throw failReading(
      'whom a user is to be taken for has line breaks in it, or what is no Latin text',
      'Correct it',
    );
  }
  return headers;
}

/** Percent-encoding of what a header's name cannot hold, in small letters, as client-go does it. */
function encodeKey(key: string): string {
  return encodeURIComponent(key.toLowerCase()).replaceAll(
    /[()]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}
