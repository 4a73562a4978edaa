import { isBase64Pair } from '../names/judgement.ts';
import { endOfRun, matchAt } from '../rules/reading.ts';
import { anchoredRule, type ExpressionRule } from '../rules/rule.ts';

const WORD = /[^\s"'`,;)\]]+/y;
const TO_QUOTE = { '"': /[^"]+/y, "'": /[^']+/y } as const;

/** Credentials that stand beside a user or in a protocol, where no name says what they are. */
export const loginCredentials: readonly ExpressionRule[] = [
  anchoredRule({
    // auth=('bot', '…'), HTTPBasicAuth('bot', '…'): https://requests.readthedocs.io/en/latest/user/authentication/
    name: 'password',
    hint: /auth|credentials|login/i,
    anchor:
      /(?:auth|credentials|login)["']?\s{0,2}[=:]?\s{0,2}[([]\s{0,2}[bu]?["'][^"'\s]{1,128}["']\s{0,2},\s{0,2}[bu]?(?<quote>["'])/gi,
    read: (text, from, { groups }) => ({
      start: from,
      end: endOfRun(groups?.['quote'] === '"' ? TO_QUOTE['"'] : TO_QUOTE["'"], text, from),
    }),
  }),
  anchoredRule({
    // https://dev.mysql.com/doc/refman/8.4/en/create-user.html, https://www.postgresql.org/docs/current/sql-createrole.html
    name: 'password',
    hint: /identified\s|password\s/i,
    anchor:
      /(?:identified\s{1,4}(?:with\s{1,4}["'\w]{1,40}\s{1,4})?(?:by|as)\s{1,4}(?:password\s{1,4})?|\bpassword\s{1,4}(?:=\s{0,4})?)N?\\{0,3}(?<quote>["'])/gi,
    read: (text, from, { groups }) => {
      const end = endOfRun(groups?.['quote'] === '"' ? TO_QUOTE['"'] : TO_QUOTE["'"], text, from);
      return /^[a-z_]{1,24}$/.test(text.slice(from, Math.min(end, from + 30))) &&
        !/by/i.test(text.slice(Math.max(0, from - 8), from))
        ? null
        : { start: from, end };
    },
  }),
  anchoredRule({
    // https://www.rfc-editor.org/rfc/rfc959#section-4.1.1, https://www.rfc-editor.org/rfc/rfc1939#section-7, and IMAP's LOGIN user password
    name: 'password',
    hint: /PASS\s|LOGIN\s/,
    anchor:
      /(?:(?:^|[>:]\s{0,2}|C:\s{0,2}|USER\s\S{1,64}\s{1,4})PASS\s(?=\S{1,512}\s{0,4}$)|(?<=[>:]\s{0,2}\w{1,8}\s)LOGIN\s{1,2}\S{1,64}\s{1,2}(?=\S))/g,
    read: (text, from) =>
      /^(?:src|test|tests|lib|\.|\/)/.test(text.slice(from, from + 8))
        ? null
        : { start: from, end: endOfRun(WORD, text, from) },
  }),
  anchoredRule({
    // https://redis.io/docs/latest/commands/auth/, as MONITOR prints it
    name: 'password',
    hint: /"AUTH"/i,
    anchor: /"AUTH"\s{1,2}(?:"[^"]{1,64}"\s{1,2})?"/gi,
    read: (text, from) => ({ start: from, end: endOfRun(TO_QUOTE['"'], text, from) }),
  }),
  anchoredRule({
    // https://www.rfc-editor.org/rfc/rfc4616
    name: 'password',
    hint: /PLAIN/,
    anchor: /(?:AUTH|SASL|AUTHENTICATE)\s{1,2}PLAIN:?\s{1,2}(?=[A-Za-z0-9+/]{8})/g,
    read: (text, from) => ({ start: from, end: endOfRun(/[A-Za-z0-9+/=]+/y, text, from) }),
  }),
  anchoredRule({
    // FIX tags 554 Password and 925 NewPassword: https://www.onixs.biz/fix-dictionary/4.4/tagnum_554.html
    name: 'password',
    hint: /(?:554|925)=/,
    anchor: /(?:^|[|\u0001^;]|\^A)(?:554|925)=/g,
    read: (text, from) => ({ start: from, end: endOfRun(/[^|\u0001^;\s]+/y, text, from) }),
  }),
  anchoredRule({
    // https://docs.docker.com/reference/cli/docker/login/#password-stdin
    name: 'password',
    hint: /stdin|with-token|chpasswd/,
    anchor:
      /(?:echo|printf)\s{1,4}(?:-n\s{1,4}|-e\s{1,4}|'%s'\s{1,4}|"%s"\s{1,4})?["']?(?=[^\s"'|$][^\s"'|]{0,8191}["']?\s{0,4}\|[^|]{0,200}(?:-stdin|chpasswd|with-token))/g,
    read: (text, from) => ({ start: from, end: endOfRun(/[^\s"'|]+/y, text, from) }),
  }),
  anchoredRule({
    name: 'password',
    hint: /<<</,
    anchor: /(?:login|with-token|stdin|passwd)\s{0,2}<<<\s{0,2}["']?/g,
    read: (text, from) => ({ start: from, end: endOfRun(WORD, text, from) }),
  }),
  anchoredRule({
    // https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/#log-in-to-docker-hub: base64 of user:password
    name: 'token',
    hint: /auth/i,
    anchor: /_?auth\\{0,3}["']?\s{0,2}[:=]\s{0,2}\\{0,3}["']?(?=[A-Za-z0-9+/]{8})/gi,
    read: (text, from) => {
      const head = matchAt(/[A-Za-z0-9+/=]{8,200}/y, text, from)?.[0] ?? '';
      return isBase64Pair(head) ? { start: from, end: endOfRun(/[A-Za-z0-9+/=]+/y, text, from) } : null;
    },
  }),
];
