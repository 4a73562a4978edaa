import { looksGenerated } from './credential-value.ts';
import { patternRule } from './rule.ts';
import type { RedactionRule, RedactionSpan } from './rule.ts';

// "name: value" as HTTP writes it, and as JSON, dictionaries, Go's map[…] and escaped JSON log it.
const SEPARATOR = String.raw`[\\"']{0,4}\s{0,4}(?:=>|[:=])\s{0,4}[\\"'[]{0,4}`;
const TOKEN68 = String.raw`[\w.~+/-]{1,8192}=*`;

// https://www.iana.org/assignments/http-authschemes, and what APIs use besides.
const SCHEME = 'bearer|basic|token|negotiate|ntlm|api-?key|key|dpop|hoba|vapid|sso-key|genie-?key';

const COOKIE_HEADER = new RegExp(
  String.raw`(?<![\w-])(?:set-)?cookie${SEPARATOR}(?<cookies>[^\s;"'\\]+(?:;\s*[^\s;"'\\]+)*)`,
  'dgi',
);
const COOKIE_PAIR = /(?<=^|;\s*)(?<name>[^\s=;,]+)=(?<secret>[^\s;,]+)/dg;
// https://www.rfc-editor.org/rfc/rfc6265#section-4.1
const COOKIE_ATTRIBUTE = /^(?:expires|max-age|domain|path|samesite|priority)$/i;

/** Credentials in HTTP headers: the scheme and the cookies' names stay. */
export const headerCredentials: readonly RedactionRule[] = [
  patternRule({
    // https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2
    name: 'authorization',
    hint: /authorization/i,
    pattern: new RegExp(String.raw`authorization${SEPARATOR}(?:${SCHEME})\s+(?<secret>${TOKEN68})`, 'dgi'),
  }),
  patternRule({
    // Without a scheme. SigV4 and SCRAM are schemes whose parameters follow, and those have rules of their own.
    name: 'authorization',
    hint: /authorization/i,
    pattern: new RegExp(String.raw`authorization${SEPARATOR}(?!aws4-|scram-)(?<secret>${TOKEN68})`, 'dgi'),
    accept: ({ value }) => looksGenerated(value),
  }),
  patternRule({
    // https://www.rfc-editor.org/rfc/rfc6750#section-2.1
    name: 'bearer-token',
    hint: /bearer\s/i,
    pattern: new RegExp(String.raw`(?<![\w-])bearer\s+(?<secret>${TOKEN68})`, 'dgi'),
    accept: ({ value }) => looksGenerated(value),
  }),
  { names: ['cookie'], hint: /cookie/i, find: findCookieValues },
];

function findCookieValues(text: string): readonly RedactionSpan[] {
  return [...text.matchAll(COOKIE_HEADER)].flatMap((header) => {
    const [from = header.index] = header.indices?.groups?.['cookies'] ?? [];
    return [...(header.groups?.['cookies'] ?? '').matchAll(COOKIE_PAIR)].flatMap(({ groups, indices }) => {
      const value = indices?.groups?.['secret'];
      if (value === undefined || COOKIE_ATTRIBUTE.test(groups?.['name'] ?? '')) return [];
      return [{ start: from + value[0], end: from + value[1], rule: 'cookie' }];
    });
  });
}
