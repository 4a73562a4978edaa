/**
 * A vendor's token: what it begins with, and what stands behind that. `mixed`: only where the body looks made by chance, since the
 * prefix is short enough to begin other words.
 */
export type TokenFormat = readonly [rule: string, prefix: string, body: string, mixed?: 'mixed'];

// Bodies: letters and digits, base64url, hexadecimal, base64. All to their end: what is longer than the vendor's today is none the less one.
export const ALNUM = '[A-Za-z0-9]';
export const URL64 = String.raw`[\w-]`;
export const HEX = '[0-9a-fA-F]';
export const BASE64 = '[A-Za-z0-9+/]';
export const UUID = `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`;
