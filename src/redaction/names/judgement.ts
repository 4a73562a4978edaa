import { looksGenerated, looksRandom, isWordLike } from '../rules/chance.ts';
import { isCoin, isNumber } from './coin.ts';
import type { JointForm } from './joint-form.ts';
import type { CredentialName } from './kind.ts';
import { readName } from './kind.ts';
import { isExpression, isObjectName, isObjectReference, isPlace, isPlaceholder } from './placeholder.ts';

/** A value with all that tells whether it is one. */
export interface Candidate {
  readonly head: string;
  readonly quoted: boolean;
  readonly form: JointForm;
  /** What stands behind it, up to a dozen characters. */
  readonly after: string;
}

/** Whether what stands behind a credential's name is the credential. */
export function isCredential(name: CredentialName, value: Candidate): boolean {
  const { head, quoted, form } = value;
  if (head === '') return false;
  if (form === 'loose' && !isStriking(head, name.kind === 'password' ? 8 : 12)) return false;
  if (form === 'listed' && !isListed(name, head)) return false;
  if (isPlaceholder(head) || isMask(head) || isPlace(head) || isNameOfOne(head)) return false;
  if (!quoted && isExpression(head)) return false;
  if (name.isCall && form !== 'assigned' && !looksRandom(head)) return false;
  if (form === 'prose' && !quoted && isSentence(head, value.after)) return false;
  return form === 'loose' || form === 'listed' || isOfKind(name, value);
}

function isOfKind({ kind }: CredentialName, { head, quoted, form }: Candidate): boolean {
  const prose = form === 'prose' && !quoted;
  switch (kind) {
    case 'password':
      return !isCount(head, prose);
    case 'pass':
      return !isCount(head, prose) && (form !== 'prose' || isStriking(head, 8) || /[^\w.:/-]/.test(head));
    case 'aws-key':
      return true;
    case 'secret':
      if (isObjectReference(head) || isObjectName(head)) return false;
      return prose ? !isWordLike(head) && head.length >= 4 : head.length >= 4 && !/^\d{1,6}$/.test(head);
    case 'key':
      if (isObjectName(head)) return false;
      return prose
        ? looksGenerated(head) || (head.length >= 8 && !isWordLike(head))
        : head.length >= 4 && !/^\d{1,6}$/.test(head);
    case 'token':
      return isToken(head, prose);
    case 'guess':
      break;
  }
  return isGuessed(head);
}

/** `pass=12`, "password: 12 characters" are none; a password of more digits alone may be one. */
function isCount(head: string, prose: boolean): boolean {
  return /^\d{1,3}(?:\.\d{1,6})?%?$/.test(head) || (prose && /^\d{1,4}\/\d{1,4}$/.test(head));
}

function isToken(head: string, prose: boolean): boolean {
  if (head.length < 8 || isNumber(head) || isWordLike(head) || isObjectName(head) || isObjectReference(head))
    return false;
  if (isCoin(head) || !/^[\x21-\x7e]+$/.test(head) || /^[a-z][a-z_.-]*(?:\/[a-z][a-z_.-]*)+$/.test(head))
    return false;
  return !prose || looksGenerated(head) || !/^[a-z]+(?:[-_.][a-z]+)*$/.test(head);
}

/** Of names that mean little: only what chance made, and no AWS key id, which has a rule and is no secret. */
function isGuessed(head: string): boolean {
  if (/^A[KS]IA/.test(head) || /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(head)) return false;
  return looksGenerated(head) && (looksRandom(head) || /[+/=]/.test(head) || isBase64Pair(head));
}

/** `bot:password` in base64, as Docker's `auth` has it. */
export function isBase64Pair(head: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,200}={0,2}$/.test(head)) return false;
  return /^[\x20-\x7e]{1,64}:[\x20-\x7e]{1,80}/.test(readBase64(head));
}

function readBase64(base64: string): string {
  return Buffer.from(base64.slice(0, base64.length - (base64.length % 4)), 'base64').toString('latin1');
}

/** Where a sign means little: of letters and digits, and long. */
function isStriking(head: string, least: number): boolean {
  if (head.length < least || !/\d/.test(head) || !/[A-Za-z]/.test(head)) return false;
  if (/^\d{4}-\d\d-\d\d/.test(head) || isObjectReference(head) || isObjectName(head) || isCoin(head))
    return false;
  return (/[a-z]/.test(head) && /[A-Z]/.test(head)) || looksRandom(head);
}

/** Two members of a list: a list of columns has names only. */
function isListed(name: CredentialName, head: string): boolean {
  if (name.kind === 'password')
    return head.length >= 4 && !/^[a-z_ ]+$/.test(head) && !/^[\w ]+:\s?$/.test(head);
  return isStriking(head, 12);
}

function isMask(head: string): boolean {
  return head.includes('REDACTED') && /^\s*(?:\[REDACTED(?: [a-z0-9-]{1,40})?\][\s.,]*)+$/.test(head);
}

/** In "password: token: …" and `password=db_password` the name has another behind it, in place of a value. */
function isNameOfOne(head: string): boolean {
  if (head.length > 40 || !/^[A-Za-z_][A-Za-z_.-]*$/.test(head) || !/pass|secret|token|key|cred/i.test(head))
    return false;
  if (!/[_.-]/.test(head) && !/^(?:password|passwd|secret|token|apikey|credentials?)$/i.test(head))
    return false;
  return readName(head, '') !== null;
}

/** A small word that other words follow. */
function isSentence(head: string, after: string): boolean {
  return isWordLike(head) && /^[\s,.]\s?(?:[a-z']{1,14}[\s,.]|[a-z']{1,14}$)/.test(after);
}
