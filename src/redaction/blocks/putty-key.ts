import { addSpan, type BlockSpans } from './block.ts';
import { PRIVATE_KEY, fullBody, standsAlone } from './key-line.ts';

const PRIVATE_LINES = /Private-Lines:\s{0,4}(?<count>\d{1,3})\s*$/;

/** https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html: so many lines behind "Private-Lines". */
export function findPuttyKeyLines(lines: readonly string[], found: BlockSpans): void {
  for (const [index, line] of lines.entries()) {
    const count = Number(PRIVATE_LINES.exec(line)?.groups?.['count'] ?? 0);
    for (let offset = 1; offset <= count; offset += 1) {
      const body = lines[index + offset] ?? '';
      const whole = standsAlone(body) ? { start: 0, end: body.trimEnd().length, rule: PRIVATE_KEY } : null;
      addSpan(found, index + offset, whole ?? fullBody(body));
    }
  }
}
