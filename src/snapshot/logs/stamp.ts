/** Of the longest time that a kubelet writes before a line, and the space behind it. */
export const LONGEST_STAMP = 36;

/** `0` stands for any digit. Go's RFC3339Nano drops trailing zeros, and older kubelets write with it: https://github.com/kubernetes/kubernetes/issues/72292 */
const SECONDS = encode('0000-00-00T00:00:00');
const ZONES = [encode('Z '), encode('+00:00 '), encode('-00:00 ')];
const [ZERO, NINE, DOT] = [0x30, 0x39, 0x2e];
const MOST_FRACTION_DIGITS = 9;

/**
 * How many bytes of a line the kubelet's time takes with the space behind it; 0 when there is none. Byte by byte, without
 * making a text of them: each line of each log comes here.
 */
export function measureStamp(line: Uint8Array): number {
  if (!hasForm(line, 0, SECONDS)) return 0;
  const end = SECONDS.length + measureFraction(line);
  const zone = ZONES.find((form) => hasForm(line, end, form));
  return zone === undefined ? 0 : end + zone.length;
}

/** A point and one to nine digits, or nothing. */
function measureFraction(line: Uint8Array): number {
  if (line[SECONDS.length] !== DOT) return 0;
  let digits = 0;
  while (digits < MOST_FRACTION_DIGITS && isDigit(line[SECONDS.length + 1 + digits] ?? 0)) digits += 1;
  return digits === 0 ? 0 : 1 + digits;
}

/** Whether the start of a line is no more than the start of its time. */
export function isPartOfStamp(line: Uint8Array): boolean {
  return line.length <= LONGEST_STAMP && /^[\dTZ:.+-]*$/.test(String.fromCharCode(...line));
}

function hasForm(line: Uint8Array, from: number, form: Uint8Array): boolean {
  for (let index = 0; index < form.length; index += 1) {
    const byte = line[from + index] ?? 0;
    const wanted = form[index] ?? 0;
    if (wanted === ZERO ? !isDigit(byte) : byte !== wanted) return false;
  }
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
