import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsIdentity } from './aws-access.ts';
import type { StsEndpoint } from './sts-endpoint.ts';

export interface EksTokenRequest {
  /** The cluster's name, or its id on Outposts. */
  readonly clusterId: string;
  readonly endpoint: StsEndpoint;
  readonly identity: AwsIdentity;
  readonly now: Date;
}

export interface EksToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** STS takes the URL for 15 minutes after its date, whatever X-Amz-Expires says; a minute is for clocks that differ. */
const LIFE_MILLISECONDS = 14 * 60 * 1000;
/** Older authenticators refuse more. */
const EXPIRES_SECONDS = 60;

/**
 * What `aws eks get-token` prints: a question to STS who is asking, signed, for the cluster to put. Nothing is sent.
 * https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster
 */
export async function mintEksToken({
  clusterId,
  endpoint,
  identity,
  now,
}: EksTokenRequest): Promise<EksToken> {
  const { host, region } = endpoint;
  const signer = new SignatureV4({ credentials: identity, region, service: 'sts', sha256: Sha256 });
  const question = new HttpRequest({
    method: 'GET',
    hostname: host,
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    // Signed along, so that a token for one cluster is of no use to another.
    headers: { host, 'x-k8s-aws-id': clusterId },
  });
  const { query } = await signer.presign(question, { expiresIn: EXPIRES_SECONDS, signingDate: now });
  const pairs = Object.entries(query ?? {}).map(
    ([name, value]) => `${encode(name)}=${encode(String(value))}`,
  );
  const url = `https://${host}/?${pairs.join('&')}`;
  return {
    token: `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`,
    expiresAt: new Date(now.getTime() + LIFE_MILLISECONDS),
  };
}

/** RFC 3986, as the signature is over it. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
