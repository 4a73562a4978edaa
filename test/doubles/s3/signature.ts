import { findSignatureFault, sha256 } from '../aws/signature.ts';
import type { AwsCredentials, SignatureFault, SignedRequest } from '../aws/signature.ts';
import { s3Error } from './answer.ts';
import type { S3Answer } from './answer.ts';

export type S3Credentials = AwsCredentials;

/**
 * Checks Signature Version 4 as S3 does; returns S3's refusal, or null when the signature is right.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function checkSignature(
  request: SignedRequest,
  region: string,
  credentials: S3Credentials,
): S3Answer | null {
  const fault = findSignatureFault(request, { service: 's3', region, credentials });
  const isPayloadSigned = request.headers['x-amz-content-sha256'] === sha256(request.body);
  if (!isPayloadSigned && (fault === null || fault.kind === 'mismatch')) {
    return s3Error(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  return fault === null ? null : refuse(fault, region, credentials);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
function refuse(fault: SignatureFault, region: string, credentials: S3Credentials): S3Answer {
  switch (fault.kind) {
    case 'unsigned':
      return s3Error(403, 'AccessDenied', 'Access Denied');
    case 'unknownKey': {
      const message = 'The AWS Access Key Id you provided does not exist in our records.';
      return s3Error(403, 'InvalidAccessKeyId', message, { AWSAccessKeyId: fault.accessKeyId });
    }
    case 'wrongRegion': {
      const message = `The authorization header is malformed; the region '${fault.region}' is wrong; expecting '${region}'`;
      return s3Error(400, 'AuthorizationHeaderMalformed', message, { Region: region });
    }
    case 'wrongToken': {
      const message = 'The provided token is malformed or otherwise invalid.';
      return s3Error(400, 'InvalidToken', message, { 'Token-0': fault.token });
    }
    case 'skewed': {
      const message = 'The difference between the request time and the current time is too large.';
      return s3Error(403, 'RequestTimeTooSkewed', message);
    }
    case 'mismatch': {
      const message =
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
      return s3Error(403, 'SignatureDoesNotMatch', message, {
        AWSAccessKeyId: credentials.accessKeyId,
        StringToSign: fault.stringToSign,
        CanonicalRequest: fault.canonicalRequest,
      });
    }
    default:
      return fault satisfies never;
  }
}
