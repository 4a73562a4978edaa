import { createHash, createHmac } from 'node:crypto';
import type { AwsCredentials } from './signature.ts';

export interface EksVerifierOptions {
  readonly clusterId: string;
  /** `aws`, `aws-cn`, `aws-us-gov` are told apart by the domain of STS. */
  readonly partition: 'aws' | 'aws-cn' | 'aws-us-gov';
  readonly now: () => Date;
  /** Stands for STS, which knows the secret key of everybody. */
  readonly credentials: AwsCredentials;
}

const PREFIX = 'k8s-aws-v1.';
const LONGEST_TOKEN = 4096;
const LIFE_MILLISECONDS = 15 * 60 * 1000;

/** The allow-list of the authenticator. */
const PARAMETERS = new Set([
  'action',
  'version',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

const HOSTS: Readonly<Record<EksVerifierOptions['partition'], RegExp>> = {
  aws: /^sts(?:\.(?!cn-|us-gov-)[a-z]{2}-[a-z]+-\d)?\.amazonaws\.com$/,
  'aws-cn': /^sts\.cn-[a-z]+-\d\.amazonaws\.com\.cn$/,
  'aws-us-gov': /^sts\.us-gov-[a-z]+-\d\.amazonaws\.com$/,
};

/**
 * Why a cluster of EKS would not take the token; null when it would. As aws-iam-authenticator parses it, and then as STS
 * checks the signature, which is worked out here by node:crypto alone.
 * https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/token/token.go
 */
export function findTokenFault(token: string, options: EksVerifierOptions): string | null {
  if (token.length > LONGEST_TOKEN) return 'token is too large';
  if (!token.startsWith(PREFIX)) return `token is missing expected "${PREFIX}" prefix`;
  const encoded = token.slice(PREFIX.length);
  if (!/^[A-Za-z0-9_-]+$/.test(encoded)) return 'illegal base64 data';
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  const url = URL.parse(text);
  if (url === null) return 'not a URL';
  if (url.protocol !== 'https:') return `unexpected scheme "${url.protocol}" in pre-signed URL`;
  if (!HOSTS[options.partition].test(url.host)) return `unexpected hostname "${url.host}" in pre-signed URL`;
  if (url.pathname !== '/') return 'unexpected path in pre-signed URL';
  return findQueryFault(url, options) ?? findSignatureFault(url, options);
}

function findQueryFault({ searchParams }: URL, { now }: EksVerifierOptions): string | null {
  const query = new Map<string, string>();
  for (const [name, value] of searchParams) {
    const key = name.toLowerCase();
    if (!PARAMETERS.has(key)) return `non-whitelisted query parameter "${key}"`;
    if (query.has(key)) return 'query parameter with multiple values not supported';
    query.set(key, value);
  }
  if (query.get('action') !== 'GetCallerIdentity') return 'unexpected action parameter in pre-signed URL';
  const signed = query.get('x-amz-signedheaders')?.split(';') ?? [];
  if (!signed.includes('x-k8s-aws-id'))
    return 'client did not sign the x-k8s-aws-id header in the pre-signed URL';
  if (!signed.includes('host')) return 'client did not sign the host header in the pre-signed URL';
  const expires = Number(query.get('x-amz-expires'));
  if (!(expires >= 0 && expires <= 15 * 60)) return 'invalid X-Amz-Expires parameter in pre-signed URL';
  const date = readDate(query.get('x-amz-date') ?? '');
  if (Number.isNaN(date)) return 'error parsing X-Amz-Date parameter';
  if (now().getTime() > date + LIFE_MILLISECONDS) return 'X-Amz-Date parameter is expired';
  if (date > now().getTime() + LIFE_MILLISECONDS) return 'X-Amz-Date parameter lies ahead';
  return null;
}

/** STS: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function findSignatureFault(url: URL, { clusterId, credentials }: EksVerifierOptions): string | null {
  const get = (name: string) => url.searchParams.get(name) ?? '';
  const [accessKeyId = '', day = '', region = '', service = '', end = ''] =
    get('X-Amz-Credential').split('/');
  if (accessKeyId !== credentials.accessKeyId) return 'STS: InvalidClientTokenId';
  if (url.searchParams.get('X-Amz-Security-Token') !== (credentials.sessionToken ?? null)) {
    return 'STS: InvalidClientTokenId for its session';
  }
  const headers = get('X-Amz-SignedHeaders')
    .split(';')
    .map((name) => `${name}:${name === 'host' ? url.host : name === 'x-k8s-aws-id' ? clusterId : ''}\n`);
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  const request = ['GET', '/', query, headers.join(''), get('X-Amz-SignedHeaders'), sha256('')].join('\n');
  const scope = [day, region, service, end].join('/');
  const toSign = ['AWS4-HMAC-SHA256', get('X-Amz-Date'), scope, sha256(request)].join('\n');
  const key = Buffer.from(`AWS4${credentials.secretAccessKey}`);
  const signature = [day, region, service, end, toSign].reduce(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    key,
  );
  return signature.toString('hex') === get('X-Amz-Signature') ? null : 'STS: SignatureDoesNotMatch';
}

function readDate(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
