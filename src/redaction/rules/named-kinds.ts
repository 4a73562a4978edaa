import { isObjectReference, looksGenerated } from './credential-value.ts';

/** A credential that its name gives away: `password=…`, `"apiKey": "…"`, `--token …`, `X-Vault-Token: …`. */
export interface NamedKind {
  readonly rule: string;
  /** How the name ends; what stands before it (`DB_`, `client-`) does not matter. What looks behind stands last: that is faster. */
  readonly name: string;
  readonly accept: (value: string, form: ValueForm) => boolean;
}

/** `prose`: behind a colon or a space, without quotes, where a sentence may go on. */
export type ValueForm = 'quoted' | 'plain' | 'prose';

/** An ARN of Secrets Manager names a secret and tells none: arn:aws:secretsmanager:eu-central-1:123456789012:secret:name. */
const NOT_IN_ARN = String.raw`(?<!:\d{12}:secret)`;

const KEY_OF =
  'secret|api|access|private|signing|encryption|account|master|hmac|jwt|webhook|consumer|deploy|license';

/** Tokens that open no door: a page's goes on with a list, a tokenizer's pads a text. */
const TOKEN_OF = 'next|page|continue|continuation|pagination|resume|sync|pad|eos|bos|unk|sep|cls|mask';

/** The kinds, in the order in which a name is tried for them. */
export const NAMED_KINDS: readonly NamedKind[] = [
  {
    rule: 'aws-secret-access-key',
    name: 'key(?<=secret[_-]?access[_-]?key|aws[_-]?secret[_-]?key)',
    accept: () => true,
  },
  {
    rule: 'password',
    name: 'pass(?:word|wd|phrase|code|(?<=_pass))',
    // Where a file holds it: /run/secrets/database.
    accept: (value) => !/^\/[a-z][a-z0-9_.-]*\/[a-z0-9_./-]+$/.test(value),
  },
  {
    rule: 'password',
    name: 'pwd',
    // PWD and OLDPWD are a shell's folders.
    accept: (value) => !/^\/[\w/.-]*$/.test(value),
  },
  {
    rule: 'password',
    // Test runners say what passed: pass=12, PASS: TestName.
    name: 'pass(?<![a-z]pass)',
    accept: (value, form) => form !== 'prose' && !/^\d*$/.test(value),
  },
  {
    rule: 'secret',
    name: String.raw`secret(?<![\w-]secret)${NOT_IN_ARN}`,
    // klog names a Secret object so.
    accept: (value, form) => !isObjectReference(value) && isSecret(value, form),
  },
  {
    rule: 'secret',
    name: `secret${NOT_IN_ARN}|key(?:(?<=(?:${KEY_OF})[_-]?key)|-data(?<=client-key-data))`,
    accept: isSecret,
  },
  {
    rule: 'token',
    name: `token(?<!(?:${TOKEN_OF})[_-]?token)`,
    accept: (value, form) =>
      looksGenerated(value) || (form !== 'prose' && value.length >= 8 && /^[\w.~+/=:-]+$/.test(value)),
  },
  {
    rule: 'token',
    name: 'credentials?|auth(?:(?<![a-z]auth)|[_-]?key)',
    // SigV4's Credential is an access key's ID, which has a rule, and a scope, which is no secret.
    accept: (value) => looksGenerated(value) && !/^A[KS]IA/.test(value),
  },
];

function isSecret(value: string, form: ValueForm): boolean {
  return form === 'prose' ? looksGenerated(value) : value.length >= 4;
}
