import { looksRandom } from '../rules/chance.ts';
import { endOfRun } from '../rules/reading.ts';
import { anchoredRule, type ExpressionRule } from '../rules/rule.ts';

const VALUE = /[\w.~%+/=-]+/y;

/** Signatures of requests, and keys in a query, whose names are too short to tell anything elsewhere. */
export const signatureCredentials: readonly ExpressionRule[] = [
  anchoredRule({
    // X-Amz-Signature: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, X-Goog-Signature:
    // https://cloud.google.com/storage/docs/authentication/signatures, and the Signature of an AWS4 Authorization header.
    name: 'url-signature',
    hint: /signature/i,
    anchor: /(?<![a-z])(?:oauth_)?signature["']?(?:\s{0,2}[:=]\s{0,2}|%3d|\\u003d)["']?(?=[\w.~%+/=-]{16})/gi,
    read: (text, from) =>
      looksRandom(text.slice(from, from + 64)) ? { start: from, end: endOfRun(VALUE, text, from) } : null,
  }),
  anchoredRule({
    // A shared access signature: https://learn.microsoft.com/rest/api/storageservices/create-service-sas. Go's JSON writes & as \u0026.
    name: 'url-signature',
    hint: /sig=/i,
    anchor: /(?:[?&;]|\\u0026)sig=(?=[\w.~%+/=-]{16})/gi,
    read: (text, from) => ({ start: from, end: endOfRun(VALUE, text, from) }),
  }),
  anchoredRule({
    name: 'secret',
    hint: /[?&](?:key|code|k|auth|sign|hash|access)=/i,
    anchor: /(?:[?&]|\\u0026)(?:key|code|auth|sign|access)=(?=[\w.~%+/=-]{20})/gi,
    read: (text, from) => {
      const end = endOfRun(VALUE, text, from);
      return looksRandom(text.slice(from, Math.min(end, from + 64))) ? { start: from, end } : null;
    },
  }),
];
