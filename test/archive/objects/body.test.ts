import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES, type StoredObject } from '../../../src/archive/objects/archive.ts';
import {
  digestsOf,
  gatherPieces,
  headOf,
  isOfBody,
  listPieces,
  renderBody,
  sizeOf,
  storedBody,
  TEXT_TYPE,
} from '../../../src/archive/objects/body.ts';
import { largeBody } from '../large-body.ts';

function stored(bytes: Buffer): StoredObject {
  async function* pieces() {
    yield bytes.subarray(0, 5);
    yield bytes.subarray(5);
  }
  return { version: '1', byteLength: bytes.length, pieces };
}

describe('the body of a report', () => {
  it('is rendered once and kept while it is small', async () => {
    let renderings = 0;
    const render = () => {
      renderings += 1;
      return ['[HEADER]\n', 'Namespace: trading-bots\n'];
    };

    const body = await renderBody(TEXT_TYPE, render);

    expect(body).toEqual({
      contentType: 'text/plain; charset=utf-8',
      bytes: Buffer.from('[HEADER]\nNamespace: trading-bots\n'),
    });
    expect(await Array.fromAsync(listPieces(body))).toHaveLength(1);
    expect(renderings).toBe(1);
  });

  it('is, when it is large, not kept but rendered anew, with its length and digests known before', async () => {
    const body = await largeBody('주문 🚀');

    const [first, second] = [await gatherPieces(listPieces(body)), await gatherPieces(listPieces(body))];

    expect({ size: sizeOf(body), ...(await digestsOf(body)) }).toEqual({
      size: first.length,
      sha256: createHash('sha256').update(first).digest('hex'),
      md5: createHash('md5').update(first).digest('base64'),
    });
    expect(first.equals(second)).toBe(true);
    const pieces = await Array.fromAsync(listPieces(body));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(256 * 1024);
  });

  it('tells its first bytes, and whether stored bytes are its own, without being put together', async () => {
    const body = await largeBody('order book');
    const bytes = await gatherPieces(listPieces(body));
    const changed = Buffer.from(bytes);
    changed[changed.length - 1] = 0;

    const head = await headOf(listPieces(body));
    const answers = await Promise.all(
      [bytes, changed, bytes.subarray(1)].map(async (each) => await isOfBody(stored(each), body)),
    );

    expect(head.equals(bytes.subarray(0, HEAD_BYTES))).toBe(true);
    expect(answers).toEqual([true, false, false]);
  });

  it('of an object that is stored is held while it is small, and read again and again when it is large', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, 'order book');

    const bodies = [
      await storedBody(TEXT_TYPE, 'a.txt', stored(Buffer.from('[HEADER]\n'))),
      await storedBody(TEXT_TYPE, 'b.txt', stored(large)),
    ];

    expect(bodies).toMatchObject([
      { bytes: Buffer.from('[HEADER]\n') },
      { byteLength: large.length, copyOf: { key: 'b.txt', version: '1' } },
    ]);
    expect(await Promise.all(bodies.map(digestsOf))).toMatchObject([
      { md5: createHash('md5').update('[HEADER]\n').digest('base64') },
      { md5: createHash('md5').update(large).digest('base64') },
    ]);
  });
});
