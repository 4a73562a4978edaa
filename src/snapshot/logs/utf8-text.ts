export interface DecodedText {
  readonly text: string;
  /** Bytes that are not UTF-8 and became U+FFFD in the text. */
  readonly invalidBytes: number;
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const REPLACEMENT = '\uFFFD';
/** In UTF-8. */
const REPLACEMENT_BYTES = [0xef, 0xbf, 0xbd] as const;

/** The bytes as text, none of them swallowed: not even a byte order mark. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const text = UTF8.decode(bytes);
  return { text, invalidBytes: text.includes(REPLACEMENT) ? countInvalidBytes(bytes, text) : 0 };
}

/** The first bytes, at most so many, that do not end within a character. */
export function cutBytes(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length <= most) return bytes;
  let end = most;
  while (end > 0 && most - end < 3 && isContinuation(bytes[end])) end -= 1;
  return bytes.subarray(0, end);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** What was sent as U+FFFD is valid: what else reads so was not. */
function countInvalidBytes(bytes: Uint8Array, text: string): number {
  const rest = new TextEncoder().encode(text.replaceAll(REPLACEMENT, '')).length;
  return bytes.length - rest - REPLACEMENT_BYTES.length * countSentReplacements(bytes);
}

function countSentReplacements(bytes: Uint8Array): number {
  const [first, second, third] = REPLACEMENT_BYTES;
  let sent = 0;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (bytes[at + 1] === second && bytes[at + 2] === third) sent += 1;
  }
  return sent;
}
