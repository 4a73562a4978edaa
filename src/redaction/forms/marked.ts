import { endOfRun, matchAt } from '../rules/reading.ts';
import { anchoredRule, type ExpressionRule } from '../rules/rule.ts';

/** Credentials that a mark within or before them gives away. */
export const markedCredentials: readonly ExpressionRule[] = [
  anchoredRule({
    // What a kubeconfig's client-key-data holds: base64 of "-----BEGIN … PRIVATE KEY", https://www.rfc-editor.org/rfc/rfc7468#section-10
    name: 'private-key',
    hint: /LS0tLS1CRUdJTi/,
    anchor:
      /LS0tLS1CRUdJTi(?=BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BEU0EgUFJJVkFUR|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFUR|BQR1AgUFJJVkFUR)/g,
    read: (text, from, { index }) => ({ start: index, end: endOfRun(/[A-Za-z0-9+/=]+/y, text, from) }),
  }),
  anchoredRule({
    // https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage: 64 bytes, of which Azure signs the last
    name: 'azure-storage-key',
    hint: /ASt[A-Za-z0-9+/]{6}==/,
    anchor: /[A-Za-z0-9+/]{76}(?=\+ASt[A-Za-z0-9+/]{6}==)/g,
    read: (_, from, { index }) => ({ start: index, end: from + '+ASt123456=='.length }),
  }),
  anchoredRule({
    // https://developer.paypal.com/braintree/docs/guides/authorization/tokenization-key
    name: 'braintree',
    hint: /access_token\$/,
    anchor: /access_token\$(?:production|sandbox)\$(?=[a-z0-9]{8,20}\$[0-9a-f]{30})/g,
    read: (text, from, { index }) => ({ start: index, end: endOfRun(/[a-z0-9$]+/y, text, from) }),
  }),
  anchoredRule({
    // Twelve to twenty-four words: https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki#generating-the-mnemonic
    name: 'bip39-mnemonic',
    hint: /mnemonic|phrase|seed/i,
    anchor:
      /(?:mnemonic|(?:seed|recovery|secret)[ _-]?(?:phrase|words)?)[\\"']{0,8}\s{0,8}[:=]?\s{0,8}[\\"']{0,8}(?=[a-z]{3,8}(?:[ ,]{1,2}[a-z]{3,8}){11,23}(?![a-z]))/gi,
    read: (text, from) => ({
      start: from,
      end: from + (matchAt(/[a-z]{3,8}(?:[ ,]{1,2}[a-z]{3,8}){11,23}/y, text, from)?.[0].length ?? 0),
    }),
  }),
  anchoredRule({
    // https://www.rfc-editor.org/rfc/rfc7518#section-6: what of a JSON Web Key is private
    name: 'private-key',
    hint: /"kty/,
    anchor: /"(?:d|p|q|dp|dq|qi|k)\\{0,3}"\s{0,2}:\s{0,2}\\{0,3}"(?=[\w-]{20})/g,
    read: (text, from) =>
      text.includes('"kty') ? { start: from, end: endOfRun(/[\w-]+/y, text, from) } : null,
  }),
  anchoredRule({
    // crypt(5), bcrypt, Argon2: https://man7.org/linux/man-pages/man5/crypt.5.html
    name: 'password-hash',
    hint: /\$(?:2[abxy]|[1567]|y|argon2|pbkdf2|scrypt)/,
    anchor:
      /(?=\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{50}|[156]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{20}|y\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{1,90}\$[./A-Za-z0-9]{40}|argon2id?\$))\$/g,
    read: (text, from) => ({ start: from - 1, end: endOfRun(/[$./A-Za-z0-9=,+-]+/y, text, from) }),
  }),
];
