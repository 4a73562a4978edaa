import { looksGenerated } from '../rules/chance.ts';
import { HEAD, endOfRun } from '../rules/reading.ts';
import { anchoredRule, type ExpressionRule, type Reading } from '../rules/rule.ts';

// "name: value" as HTTP writes it, and as JSON, dictionaries, tuples, Go's map[…] and escaped JSON log it.
const SEPARATOR = String.raw`[\\"'\])]{0,6}\s{0,4}(?:=>|[:=,])\s{0,4}(?:[\\"'[(]|b(?=["'])){0,6}`;
const TOKEN68 = /[\w.~+/=-]+/y;

// https://www.iana.org/assignments/http-authschemes, and what APIs use besides.
const SCHEME =
  'bearer|basic|token|negotiate|ntlm|api-?key|key|dpop|hoba|vapid|sso-key|genie-?key|jwt|oauth|bot|apitoken|pat|client|aws|sharedkey(?:lite)?|splunk|snowflake|sapisidhash|goog1|hawk|kerberos|private|secret|access';

/** Credentials in HTTP headers: the scheme stays. */
export const headerCredentials: readonly ExpressionRule[] = [
  anchoredRule({
    // https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2
    name: 'authorization',
    hint: /authorization/i,
    anchor: new RegExp(String.raw`authorization${SEPARATOR}(?:(?:${SCHEME})\s{1,4})?`, 'gi'),
    read: readAuthorization,
  }),
  anchoredRule({
    // https://www.rfc-editor.org/rfc/rfc6750#section-2.1
    name: 'bearer-token',
    hint: /bearer\s/i,
    anchor: /(?<![\w-])bearer\s{1,4}/gi,
    read: (text, from) => readGenerated(text, from),
  }),
  anchoredRule({
    // https://www.rfc-editor.org/rfc/rfc7617#section-2
    name: 'authorization',
    hint: /basic\s/i,
    anchor: /(?<![\w-])basic\s{1,4}/gi,
    read: readBasic,
  }),
  anchoredRule({
    // https://www.rfc-editor.org/rfc/rfc7616#section-3.4
    name: 'authorization',
    hint: /response=/i,
    anchor: /(?<!\w)response=["']?(?=[0-9a-f]{32})/gi,
    read: (text, from) =>
      /digest\s/i.test(text.slice(Math.max(0, from - 400), from))
        ? { start: from, end: endOfRun(/[0-9a-f]+/y, text, from) }
        : null,
  }),
];

/** SigV4 and SCRAM are schemes whose parameters follow, and those have rules of their own. */
function readAuthorization(text: string, from: number, anchor: RegExpExecArray): Reading | null {
  const head = headAt(text, from);
  if (/^(?:aws4-|scram-|digest$|signature$|hmac$)/i.test(head)) return null;
  const hasScheme = /\s$/.test(anchor[0]) && !/[:=,]\s{1,4}$/.test(anchor[0]);
  if (head === '' || !(hasScheme || looksGenerated(head)) || isWord(head)) return null;
  return { start: from, end: endOfRun(TOKEN68, text, from) };
}

function readGenerated(text: string, from: number): Reading | null {
  return looksGenerated(headAt(text, from)) ? { start: from, end: endOfRun(TOKEN68, text, from) } : null;
}

/** "Basic" is a word besides: what follows must read `user:password` in base64. */
function readBasic(text: string, from: number): Reading | null {
  const head = headAt(text, from);
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(head)) return null;
  const whole = Buffer.from(head.slice(0, head.length - (head.length % 4)), 'base64').toString('latin1');
  return /^[\x20-\x7e]{0,120}:[\x20-\x7e]{1,120}$/.test(whole)
    ? { start: from, end: endOfRun(TOKEN68, text, from) }
    : null;
}

function headAt(text: string, from: number): string {
  const window = text.slice(from, from + HEAD);
  return window.slice(0, endOfRun(TOKEN68, window, 0));
}

/** "authorization: token missing", "Authorization, header required". */
function isWord(head: string): boolean {
  return /^(?:token|missing|required|invalid|expired|denied|failed|header|is|was|not|none|null|auth|error|access|bearer|basic)$/i.test(
    head,
  );
}
