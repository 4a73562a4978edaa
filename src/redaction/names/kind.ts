import {
  ABOUT,
  GIVING_VERBS,
  OPEN_KEY_OF,
  OPEN_TOKEN_OF,
  PASSWORD_ENDING,
  PASSWORD_WORDS,
  SECRET_KEY_OF,
} from './vocabulary.ts';
import { wordsOf } from './words.ts';

/**
 * What a name says of its value. `password`: anything may be one. `pass`: what was assigned, for test runners say "PASS: …". `secret`,
 * `key`: what is not a word. `token`: what is no word, coin or number. `guess`: only what was plainly made by chance.
 */
type NameKind = 'password' | 'pass' | 'secret' | 'aws-key' | 'key' | 'token' | 'guess';

export interface CredentialName {
  readonly kind: NameKind;
  /** The rule that stands in the mask. */
  readonly rule: string;
  /** Of several: `passwords`, `api_keys`. */
  readonly isPlural: boolean;
  /** The name of something that gives the credential, so that what it is given is none. */
  readonly isCall: boolean;
}

const RULES: Readonly<Record<NameKind, string>> = {
  password: 'password',
  pass: 'password',
  secret: 'secret',
  'aws-key': 'aws-secret-access-key',
  key: 'secret',
  token: 'token',
  guess: 'token',
};

export const NAMED_RULES: readonly string[] = [...new Set(Object.values(RULES))];

/** @param before the word that stands before the name in the text, as in "API key". */
export function readName(name: string, before: string): CredentialName | null {
  // The domain that Azure puts into the name of a storage account's key.
  const words = wordsOf(name.replace(/\.[\w-]{1,40}\.(?:blob|dfs|table|queue|file)\.core\..*$/i, ''));
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const noun = readNoun(words, index, before);
    if (noun === null) continue;
    const { kind, isPlural, last, first } = noun;
    const about = words.slice(last + 1);
    if (kind === 'open' || about.length > 4 || about.some((word) => ABOUT.has(word))) return null;
    const verb = words[0] ?? '';
    return { kind, rule: RULES[kind], isPlural, isCall: first > 0 && GIVING_VERBS.has(verb) };
  }
  return null;
}

interface Noun {
  readonly kind: NameKind | 'open';
  readonly isPlural: boolean;
  readonly first: number;
  readonly last: number;
}

function readNoun(words: readonly string[], index: number, before: string): Noun | null {
  const word = words[index] ?? '';
  const of = words[index - 1] ?? '';
  const noun = (kind: NameKind | 'open', isPlural = false): Noun => ({
    kind,
    isPlural,
    first: index,
    last: index,
  });
  if (of === 'pass' && /^(?:words?|phrase|code|wd)$/.test(word))
    return { kind: 'password', isPlural: word === 'words', first: index - 1, last: index };
  if (word === 'passe' && of === 'de') return noun('password');
  if (PASSWORD_WORDS.has(word) || PASSWORD_ENDING.test(word)) return noun(ofPassword(word, of));
  if (word.endsWith('passwords')) return noun('password', true);
  if (word.endsWith('secret')) return noun('secret');
  if (word === 'secrets') return noun('secret', true);
  if (/keys?$/.test(word)) return noun(ofKey(words, index, before), word.endsWith('s'));
  if (word.endsWith('token') || word === 'jwt') return noun(ofToken(word, of, before));
  if (
    /^(?:credentials?|creds?|auth|authtoken|bearer|sessionid|jsessionid|phpsessid|csrf|signature|passkey)$/.test(
      word,
    )
  )
    return noun('guess');
  return null;
}

/** Test runners and filters pass too: what passed there is counted, or is a number. */
function ofPassword(word: string, of: string): NameKind | 'open' {
  if (word !== 'pass') return 'password';
  if (of === '') return 'pass';
  return /^(?:num|n|high|low|band|all|by|first|second|forward|backward|one|two|multi|single|\d+)$/.test(of)
    ? 'open'
    : 'password';
}

const GLUED_KEY =
  /^.*?(api|app|access|secret|private|auth|master|encryption|signing|license|shared|storage|account|fernet)keys?$/;

function ofKey(words: readonly string[], index: number, before: string): NameKind | 'open' {
  const word = words[index] ?? '';
  const of = words[index - 1] ?? (/^[A-Za-z]{2,16}$/.test(before) ? before.toLowerCase() : '');
  const ofThat = words[index - 2] ?? '';
  if (GLUED_KEY.test(word)) return 'key';
  if (!/^keys?$/.test(word)) return 'open';
  if (of === 'access' && ofThat === 'secret') return 'aws-key';
  if (of === 'secret' && ofThat === 'aws') return 'aws-key';
  if (of === 'public' || of === 'pub') return 'open';
  if (of === 'client' && words[index + 1] === 'data') return 'key';
  if (SECRET_KEY_OF.has(of) || /(?:api|secret|access|private)$/.test(of)) return 'key';
  return of === '' || OPEN_KEY_OF.has(of) || /^\d+$/.test(of) ? 'open' : 'guess';
}

/** "continue token …": a token that goes on with a list is not only told by one name. */
const OPEN_TOKEN_BEHIND =
  /^(?:continue|continuation|next|previous|page|pad|eos|bos|stop|mask|special|sync|resume|lp|quote|base|native)$/i;

function ofToken(word: string, of: string, before: string): NameKind | 'open' {
  if (of === '' && OPEN_TOKEN_BEHIND.test(before)) return 'open';
  const glued = word.slice(0, -'token'.length);
  return OPEN_TOKEN_OF.has(word === 'token' ? of : glued) ? 'open' : 'token';
}
