/** Of the longest time that a kubelet writes before a line, and the space behind it. */
export const LONGEST_STAMP = 36;

/** `0` stands for any digit. https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kuberuntime/logs/logs.go (RFC3339NanoFixed) */
const TIME = encode('0000-00-00T00:00:00.000000000');
const ZONES = [encode('Z '), encode('+00:00 '), encode('-00:00 ')];
const [ZERO, NINE] = [0x30, 0x39];

/**
 * How many bytes of a line the kubelet's time takes with the space behind it; 0 when there is none. Byte by byte, without
 * making a text of them: each line of each log comes here.
 */
export function measureStamp(line: Uint8Array): number {
  if (!hasForm(line, 0, TIME)) return 0;
  const zone = ZONES.find((form) => hasForm(line, TIME.length, form));
  return zone === undefined ? 0 : TIME.length + zone.length;
}

/** Whether the start of a line is no more than the start of its time. */
export function isPartOfStamp(line: Uint8Array): boolean {
  return line.length <= LONGEST_STAMP && /^[\dTZ:.+-]*$/.test(String.fromCharCode(...line));
}

function hasForm(line: Uint8Array, from: number, form: Uint8Array): boolean {
  for (let index = 0; index < form.length; index += 1) {
    const byte = line[from + index] ?? 0;
    const wanted = form[index] ?? 0;
    if (wanted === ZERO ? byte < ZERO || byte > NINE : byte !== wanted) return false;
  }
  return true;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
