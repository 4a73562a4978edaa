import { Readable } from 'node:stream';
import type { PutObjectCommand } from '@aws-sdk/client-s3';
import { HttpRequest } from '@smithy/core/protocols';
import type { LargeBody } from '../objects/archive.ts';

/**
 * Sends a body piece by piece. The SDK takes streams too, but sends them in chunks with a trailer, and never twice. Here it sees a
 * request without a body, which it signs by the digest told in a header and tries again as any other; each try gets the pieces anew.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#create-signature-presign-entire-payload
 */
export function sendInPieces(command: PutObjectCommand, body: LargeBody, sha256: string): void {
  command.middlewareStack.add(
    (next) => (args) => {
      if (HttpRequest.isInstance(args.request)) {
        args.request.headers['content-length'] = String(body.byteLength);
        args.request.headers['x-amz-content-sha256'] = sha256;
      }
      return next(args);
    },
    { step: 'build', name: 'describeLargeBody' },
  );
  command.middlewareStack.add(
    (next) => (args) => {
      if (HttpRequest.isInstance(args.request)) args.request.body = Readable.from(body.pieces());
      return next(args);
    },
    // Within the retries and behind the signature.
    { step: 'deserialize', priority: 'low', name: 'sendLargeBody' },
  );
}

/** As S3 wants it in `x-amz-checksum-sha256`. */
export function encodeChecksum(sha256: string): string {
  return Buffer.from(sha256, 'hex').toString('base64');
}
