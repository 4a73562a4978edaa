import { isThoroughlyMixed, looksRandom } from '../rules/chance.ts';
import { endOfNext, endOfRun, isAt } from '../rules/reading.ts';
import { anchoredRule, type ExpressionRule, type Reading, type RedactionSpan } from '../rules/rule.ts';

/** What a URL goes on for at most. */
const URL_RUN = /[^\s"'<>`\u0000-\u001F]+/y;
const SCHEME = /:\\?\/\\?\//g;
const USER = /[^\s/?#:@"'<>\\]{0,256}/y;
const PORT = /\d{0,5}(?:[/?#\\,]|$)/y;
const MOST_BEHIND_SLASH = 256;
/** Behind the "@" of a password that has a slash in it. */
const HOST = /@[\w.-]{1,200}(?::\d{1,5})?(?:[/?\\,]|$)/y;

/**
 * Credentials within a URL or a data source name: user, host and path stay.
 * https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
 */
const userinfo: ExpressionRule = {
  names: ['url-password'],
  hint: /:\\?\/\\?\/[^\s]{0,256}?[:@]/,
  find: findUserinfo,
};

function findUserinfo(text: string): readonly RedactionSpan[] {
  if (!text.includes('@')) return [];
  const spans: RedactionSpan[] = [];
  let run = { end: 0, lastAt: -1 };
  for (let at = endOfNext(SCHEME, text, 0); at !== -1; at = endOfNext(SCHEME, text, at)) {
    const from = at;
    // Within a run that was read before, nothing is read again: a line may hold as many "://" as it likes.
    if (from >= run.end) run = readRun(text, from);
    if (run.lastAt < from) continue;
    const reading = readUserinfo(text, from, run);
    if (reading === null) continue;
    spans.push({ ...reading, rule: 'url-password' });
    at = Math.max(from, reading.end);
  }
  return spans;
}

interface Run {
  readonly end: number;
  readonly lastAt: number;
}

function readRun(text: string, from: number): Run {
  const end = endOfRun(URL_RUN, text, from);
  const at = text.slice(from, end).lastIndexOf('@');
  return { end, lastAt: at === -1 ? -1 : from + at };
}

function readUserinfo(text: string, from: number, run: Run): Reading | null {
  const colon = endOfRun(USER, text, from);
  if (text.charAt(colon) === '@') return readUser(text, from, colon);
  if (text.charAt(colon) !== ':') return null;
  const start = colon + 1;
  const end = endOfPassword(text, start, run);
  const value = text.slice(start, Math.min(end, start + 80));
  if (end <= start || isPlaceholder(value) || text.startsWith('@sha256:', end)) return null;
  return { start, end };
}

const AUTHORITY = /[^\s/?#"'<>\\`\u0000-\u001F]+/y;

/** A password that was not percent-encoded may hold "@", "/", "?" and "#"; digits and a slash are a port instead. */
function endOfPassword(text: string, start: number, run: Run): number {
  const authority = endOfRun(AUTHORITY, text, start);
  const at = text.slice(start, authority).lastIndexOf('@');
  if (at !== -1) return start + at;
  if (isAt(PORT, text, start)) return start;
  const window = text.slice(authority, Math.min(run.lastAt + 1, authority + MOST_BEHIND_SLASH));
  for (let next = window.indexOf('@'); next !== -1; next = window.indexOf('@', next + 1))
    if (isAt(HOST, text, authority + next)) return authority + next;
  return start;
}

/** A user without a password may be a token. https://git-scm.com/docs/gitcredentials */
function readUser(text: string, start: number, end: number): Reading | null {
  const user = text.slice(start, end);
  if (user.length < 16 || !looksRandom(user)) return null;
  return /^[0-9a-f]{32,}$/.test(user) || isThoroughlyMixed(user) || user.length >= 24 ? { start, end } : null;
}

function isPlaceholder(value: string): boolean {
  return /^(?:\*+|[xX]{3,}|\.{3,}|\$\{?\w{1,60}\}?|%\w{1,40}%|<\w{1,40}>?|\{\w{1,40}\}|\[?REDACTED.*|(?:pass(?:word)?|pw|secret|token)|%\(\w{1,40}\)s|\[\w{1,40}\])$/.test(
    value,
  );
}

const DRIVER = /@(?:tcp|unix)\(/y;
const PLACE = /@[\w.-]{1,100}(?::\d{1,5})?\/\w/y;
const PAIR = /(?:^|[\s"'=(,`])[A-Za-z_][\w.-]{0,63}:(?=[^\s"'/:])/g;

/** user:password@tcp(host:port)/database, https://github.com/go-sql-driver/mysql#dsn-data-source-name, and user:password@host/x. */
const dataSource: ExpressionRule = {
  names: ['url-password'],
  hint: /@(?:tcp|unix)\(|@[\w.-]{1,100}(?::\d{1,5})?\//,
  find: findDataSources,
};

/** From "@" to "@", so that each character is looked at once. */
function findDataSources(text: string): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  for (let from = 0, at = text.indexOf('@'); at !== -1; from = at + 1, at = text.indexOf('@', from)) {
    const before = text.slice(from, at);
    const isDriver = isAt(DRIVER, text, at);
    if (!before.includes(':') || (!isDriver && !isAt(PLACE, text, at))) continue;
    const last = [...before.matchAll(PAIR)].at(-1);
    if (last === undefined) continue;
    const start = from + last.index + last[0].length;
    const value = text.slice(start, Math.min(at, start + 80));
    if (/[\s"']/.test(value) || isPlaceholder(value)) continue;
    if (isDriver || (/\d/.test(value) && /[A-Za-z]/.test(value) && !value.includes('/')))
      spans.push({ start, end: at, rule: 'url-password' });
  }
  return spans;
}

/** Names of data sources, and the URLs of hooks, which who knows them may post to. */
export const urlCredentials: readonly ExpressionRule[] = [
  userinfo,
  dataSource,
  anchoredRule({
    // hostname:port:database:username:password, https://www.postgresql.org/docs/current/libpq-pgpass.html
    name: 'url-password',
    hint: /:\d{4,5}:/,
    anchor:
      /(?<![\w.:/-])[a-z*][\w.*-]{0,100}:(?:\d{4,5}|\*):[\w*-]{1,63}:[A-Za-z_][\w.-]{0,62}:(?=[^\s:"']{4})/g,
    read: (text, from) => ({ start: from, end: endOfRun(/[^\s:"']+/y, text, from) }),
  }),
  anchoredRule({
    name: 'discord-webhook',
    hint: /\/api\/webhooks\//,
    // https://docs.discord.com/developers/resources/webhook#execute-webhook
    anchor: /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{1,24}\/(?=[\w-]{20})/g,
    read: (text, from) => ({ start: from, end: endOfRun(/[\w-]+/y, text, from) }),
  }),
  anchoredRule({
    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    name: 'slack',
    hint: /hooks\.slack/,
    anchor:
      /(?=(?:https?:\\?\/\\?\/)?hooks\.slack(?:-gov)?\.com\\?\/(?:services|workflows|triggers)\\?\/)h[a-z]{0,5}/g,
    read: (text, from, { index }) => ({ start: index, end: endOfRun(/[\w:.\\/+-]+/y, text, from) }),
  }),
  anchoredRule({
    // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
    name: 'teams-webhook',
    hint: /webhook\.office\.com/,
    anchor: /webhook\.office\.com\/webhookb2\/(?=[0-9a-f-]{36}@)/gi,
    read: (text, from) => ({ start: from, end: endOfRun(/[\w@/-]+/y, text, from) }),
  }),
  anchoredRule({
    // https://api.telegram.org/bot<token>/METHOD_NAME: https://core.telegram.org/bots/api#making-requests
    name: 'telegram-bot-token',
    hint: /bot\d{6,12}:/,
    anchor: /(?<![A-Za-z])bot(?=\d{6,12}:[\w-]{30})/g,
    read: (text, from) => ({ start: from, end: endOfRun(/[\w:-]+/y, text, from) }),
  }),
];
