import * as z from 'zod';

import { refuseAsBadRequest, RefusedRequest } from './answers/status-failure.ts';

/** Where a list goes on: at this revision, from this key. */
export interface ContinueToken {
  /** -1: at whatever revision is the newest, no longer that of the pages before. */
  readonly revision: number;
  /** Below the listed prefix, with a leading slash, ended by a NUL: the first key after the last one sent. */
  readonly start: string;
}

const tokenSchema = z.object({ v: z.literal('meta.k8s.io/v1'), rv: z.int(), start: z.string().min(1) });

const NEWEST = -1;

/**
 * The API server's own form: base64url of JSON.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/storage/continue.go
 */
export function writeContinueToken(token: ContinueToken): string {
  const json = JSON.stringify({ v: 'meta.k8s.io/v1', rv: token.revision, start: token.start });
  return Buffer.from(json).toString('base64url');
}

/** @throws RefusedRequest 400 for what is no token */
export function readContinueToken(text: string): ContinueToken {
  const token = tokenSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString('latin1')));
  if (!token.success || token.data.rv === 0) {
    throw refuseToken('server does not recognize this encoded version');
  }
  const { rv, start } = token.data;
  return { revision: rv, start: start.startsWith('/') ? start : `/${start}` };
}

/** The refusal of a token whose revision has been compacted away; it carries a fresh token, without the leading slash. */
export function refuseAsExpired(token: ContinueToken): RefusedRequest {
  return new RefusedRequest({
    code: 410,
    reason: 'Expired',
    message:
      'The provided continue parameter is too old to display a consistent list result. You can start a new list ' +
      'without the continue parameter, or use the continue token in this response to retrieve the remainder of the ' +
      'results. Continuing with the provided token results in an inconsistent list - objects that were created, ' +
      'modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    continue: writeContinueToken({ revision: NEWEST, start: token.start.slice(1) }),
  });
}

function refuseToken(why: string): RefusedRequest {
  return refuseAsBadRequest(`invalid continue token: continue key is not valid: ${why}`);
}

/** @throws RefusedRequest 400, in the words of Go's JSON decoder for a text that is wrong from its first character */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (text === '') throw refuseToken('unexpected end of JSON input');
    const code = text.charCodeAt(0);
    const first = code > 0x7e ? `\\u${code.toString(16).padStart(4, '0')}` : text.charAt(0);
    throw refuseToken(`invalid character '${first}' looking for beginning of value`);
  }
}
