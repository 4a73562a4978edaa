import type { ObjectBody } from '../../src/archive/objects/archive.ts';
import { JSON_TYPE, renderBody } from '../../src/archive/objects/body.ts';

const MIB = 1024 * 1024;

/** 9 MiB and more, which is rendered anew each time it is sent; the words are in every line. */
export async function largeBody(words: string): Promise<ObjectBody> {
  return await renderBody(JSON_TYPE, () => renderLines(words));
}

function* renderLines(words: string): Generator<string, void, void> {
  for (let line = 0, length = 0; length < 9 * MIB; line += 1) {
    const text = `line ${line} ${words.repeat(100)}\n`;
    length += text.length;
    yield text;
  }
}
