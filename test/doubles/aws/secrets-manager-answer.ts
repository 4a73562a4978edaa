import type { SignatureFault } from './signature.ts';

/** An answer in AWS's JSON 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export interface SecretsManagerAnswer {
  readonly status: number;
  readonly body: string;
}

export function answerWith(value: object): SecretsManagerAnswer {
  return { status: 200, body: JSON.stringify(value) };
}

/** Secrets Manager says 400 to whatever is the caller's fault. */
export function refuseWith(type: string, message: string, status = 400): SecretsManagerAnswer {
  return { status, body: JSON.stringify({ __type: type, Message: message }) };
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html */
export function refuseSignature(fault: SignatureFault): SecretsManagerAnswer {
  switch (fault.kind) {
    case 'unsigned':
      return refuseWith('MissingAuthenticationTokenException', 'Missing Authentication Token');
    case 'unknownKey':
      return refuseWith(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    case 'wrongToken':
      return refuseWith(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    case 'wrongRegion':
      return refuseWith(
        'InvalidSignatureException',
        `Credential should be scoped to a valid region, not '${fault.region}'.`,
      );
    case 'skewed':
      return refuseWith('InvalidSignatureException', 'Signature expired or not yet current');
    case 'mismatch':
      return refuseWith(
        'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
    default:
      return fault satisfies never;
  }
}
