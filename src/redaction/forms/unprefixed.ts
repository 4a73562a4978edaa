import { isThoroughlyMixed, looksRandom } from '../rules/chance.ts';
import { matchAt } from '../rules/reading.ts';
import type { Reading } from '../rules/rule.ts';
import type { LongWord } from './word.ts';

/** A token that is known by how its parts stand together. */
interface UnprefixedFormat {
  readonly rule: string;
  /** Of the word, from its beginning: what the token's begins with, or null. */
  readonly find: (text: string, word: LongWord) => Reading | null;
}

/** By an expression from the word's beginning on, or from some characters before it. @param pattern sticky. */
function at(
  rule: string,
  pattern: RegExp,
  before = 0,
  isRight: (token: string) => boolean = () => true,
): UnprefixedFormat {
  const find = (text: string, { start }: LongWord): Reading | null => {
    const from = start - before;
    const found = from < 0 ? null : matchAt(pattern, text, from)?.[0];
    return found === undefined || found === null || !isRight(found)
      ? null
      : { start: from, end: from + found.length };
  };
  return { rule, find };
}

const FORMATS: readonly UnprefixedFormat[] = [
  // Service account tokens too: https://www.rfc-editor.org/rfc/rfc7515#section-3.1, https://www.rfc-editor.org/rfc/rfc7516#section-3.1
  at('jwt', /eyJ[\w-]{8,}\.(?:[\w-]{4,}\.[\w-]*(?:\.[\w-]*){0,2}|eyJ[\w-]{4,})/y),
  // https://discord.com/developers/docs/reference#authentication: id, time and signature
  at('discord-bot-token', /[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{25,}/y, 0, isThoroughlyMixed),
  at('terraform-cloud', /[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{50,}/y, '12345678901234.atlasv1.'.length),
  at('azure-client-secret', /[\w.~-]{3}\dQ~[\w.~-]{30,}/y, 'abc8Q~'.length),
  at('azure-client-secret', /[\w-]{3}\dQ~[\w.~-]{30,}/y, 0),
  at('new-relic', /[0-9a-f]{36}NRAL(?!\w)/y),
  at('mailchimp', /[0-9a-f]{32}-us\d{1,2}(?!\w)/y),
  at('maxmind', /[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?!\w)/y),
  at('ngrok', /[12][A-Za-z0-9]{26}_[A-Za-z0-9]{20,22}(?!\w)/y, 0, isThoroughlyMixed),
  at('twitter', /A{20,24}[A-Za-z0-9%]{60,}/y),
  at(
    'zhipu',
    /[0-9a-f]{32}\.[A-Za-z0-9]{16}(?!\w)/y,
    0,
    (token) => looksRandom(token.slice(33)) && isThoroughlyMixed(token.slice(33)),
  ),
  // PEM without its lines: PKCS #1, PKCS #8, SEC 1, OpenSSH. https://www.rfc-editor.org/rfc/rfc5958
  at(
    'private-key',
    /MI(?:I[A-Za-z0-9+/]{3}|[A-Za-z0-9+/]{2}C)?(?:IBAAKCA|IBADANBgkqhkiG9w0BAQEFAAS|G[A-Za-z0-9]AgEA|HAgEAMBMG)[A-Za-z0-9+/]{40,}={0,2}/y,
  ),
  at(
    'private-key',
    /(?:MHcCAQEE|MHQCAQEE|MIGkAgEBBD|MC4CAQAwBQYDK2VwBCIEI|b3BlbnNzaC1rZXktdjE)[A-Za-z0-9+/]{24,}={0,2}/y,
  ),
];

const TELEGRAM = /[A-Za-z0-9_-]{33,}/y;

/** https://core.telegram.org/bots/api#authorizing-your-bot: the bot's number, a colon, and a word that begins with AA. */
function findTelegram(text: string, { start, end }: LongWord): Reading | null {
  if (text.charAt(start - 1) !== ':' || end - start < 33) return null;
  const number = /(?:^|[^\d.:])(\d{8,12}):$/.exec(text.slice(Math.max(0, start - 14), start))?.[1];
  if (number === undefined || matchAt(TELEGRAM, text, start) === null) return null;
  return /^A[A-Z]/.test(text.slice(start, start + 2)) ? { start: start - number.length - 1, end } : null;
}

/** Identifiers of requests, objects and runs that are long and mixed, and open nothing. */
const IDENTIFIER =
  /^(?:chatcmpl|cmpl|msg|req|file|asst|thread|run|resp|call|toolu|batch|vs|ft|step|pi|cus|sub|in|ch|evt|prod|price|seti|cs|sha\d*|trace|span|job|task|pod|etag|rev|commit|build|node|ckpt|model|order|trade|sess(?:ion)?|gen|img|embd|event|conn|session|client|txn?|user|usr|org|proj|ws|inst|vol|snap|ami|cluster|cache|layer|blob|digest|hash|id|uuid|ray|lora|exp|trial|sweep|artifact)[_-]/i;

/**
 * A token of a vendor that no table names, by how most vendors make them since 2021: a short name, a sign, and more than thirty letters
 * and digits of all three kinds. https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
function findPrefixed(text: string, { start, end }: LongWord): Reading | null {
  if (end - start < 36 || end - start > 400) return null;
  const word = text.slice(start, end);
  const prefix = /^[A-Za-z][a-z0-9]{1,11}[_-](?:[a-z0-9]{1,8}[_-]){0,2}(?=[A-Za-z0-9]{30})/.exec(word)?.[0];
  if (prefix === undefined || IDENTIFIER.test(word)) return null;
  const body = word.slice(prefix.length);
  return /^[A-Za-z0-9]{30,}(?:[_-][A-Za-z0-9]{4,})?$/.test(body) && isThoroughlyMixed(body)
    ? { start, end }
    : null;
}

export const UNPREFIXED_RULES: readonly string[] = [
  ...new Set([...FORMATS.map(({ rule }) => rule), 'telegram-bot-token', 'vendor-token']),
];

/** The token whose word this is, when its parts give it away. */
export function findUnprefixed(text: string, word: LongWord): (Reading & { readonly rule: string }) | null {
  for (const { rule, find } of FORMATS) {
    const found = find(text, word);
    if (found !== null) return { ...found, rule };
  }
  const telegram = findTelegram(text, word);
  if (telegram !== null) return { ...telegram, rule: 'telegram-bot-token' };
  const prefixed = findPrefixed(text, word);
  return prefixed === null ? null : { ...prefixed, rule: 'vendor-token' };
}
