import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES } from '../../../src/archive/objects/archive.ts';
import { headOf, isOfBody, listPieces, renderBody, TEXT_TYPE } from '../../../src/archive/objects/body.ts';
import { largeBody } from '../large-body.ts';

describe('the body of a report', () => {
  it('is rendered once and kept while it is small', () => {
    let renderings = 0;
    const render = () => {
      renderings += 1;
      return ['[HEADER]\n', 'Namespace: trading-bots\n'];
    };

    const body = renderBody(TEXT_TYPE, render);

    expect(body).toEqual({
      contentType: 'text/plain; charset=utf-8',
      bytes: Buffer.from('[HEADER]\nNamespace: trading-bots\n'),
    });
    expect([...listPieces(body), ...listPieces(body)].map(String)).toHaveLength(2);
    expect(renderings).toBe(1);
  });

  it('is, when it is large, not kept but rendered anew, with its length and digest known before', () => {
    const body = largeBody('주문 🚀');

    const [first, second] = [Buffer.concat([...listPieces(body)]), Buffer.concat([...listPieces(body)])];

    expect(body).toMatchObject({
      byteLength: first.length,
      sha256: createHash('sha256').update(first).digest('hex'),
    });
    expect(first.equals(second)).toBe(true);
    expect(Math.max(...[...listPieces(body)].map((piece) => piece.length))).toBeLessThan(256 * 1024);
  });

  it('tells its first bytes, and whether other bytes are its own, without being put together', () => {
    const body = largeBody('order book');
    const bytes = Buffer.concat([...listPieces(body)]);
    const changed = Buffer.from(bytes);
    changed[changed.length - 1] = 0;

    expect(headOf(body).equals(bytes.subarray(0, HEAD_BYTES))).toBe(true);
    expect([bytes, changed, bytes.subarray(1)].map((each) => isOfBody(each, body))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
