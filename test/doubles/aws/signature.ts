import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a service expects of the requests that it lets in. */
export interface SignatureScope {
  readonly service: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
}

/** Why a request is not let in; each service has its own words for it. */
export type SignatureFault =
  | { readonly kind: 'unsigned' | 'skewed' }
  | { readonly kind: 'unknownKey'; readonly accessKeyId: string }
  | { readonly kind: 'wrongRegion'; readonly region: string }
  | { readonly kind: 'wrongToken'; readonly token: string }
  | { readonly kind: 'mismatch'; readonly stringToSign: string; readonly canonicalRequest: string };

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;
const MAX_SKEW_MS = 15 * 60 * 1000;

/**
 * Checks Signature Version 4 as AWS's services do; null when the signature is right.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function findSignatureFault(request: SignedRequest, scope: SignatureScope): SignatureFault | null {
  const parts = AUTHORIZATION.exec(request.headers.authorization ?? '');
  const [, accessKeyId = '', day = '', region = '', service, signedHeaders = '', signature = ''] =
    parts ?? [];
  if (service !== scope.service) return { kind: 'unsigned' };
  if (accessKeyId !== scope.credentials.accessKeyId) return { kind: 'unknownKey', accessKeyId };
  if (region !== scope.region) return { kind: 'wrongRegion', region };
  const token = request.headers['x-amz-security-token'];
  if (token !== scope.credentials.sessionToken) return { kind: 'wrongToken', token: String(token) };
  if (isSkewed(String(request.headers['x-amz-date']))) return { kind: 'skewed' };
  const names = signedHeaders.split(';');
  const canonicalRequest = writeCanonicalRequest(request, names);
  const stringToSign = writeStringToSign(
    request,
    `${day}/${region}/${service}/aws4_request`,
    canonicalRequest,
  );
  const expected = sign(stringToSign, day, scope);
  const isRight =
    listRequiredHeaders(request.headers).every((name) => names.includes(name)) &&
    timingSafeEqual(expected, Buffer.from(signature, 'hex'));
  return isRight ? null : { kind: 'mismatch', stringToSign, canonicalRequest };
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function isSkewed(date: string): boolean {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return !(Math.abs(Date.now() - time) <= MAX_SKEW_MS);
}

function listRequiredHeaders(headers: IncomingHttpHeaders): readonly string[] {
  return ['host', 'x-amz-date', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
}

function writeCanonicalRequest(request: SignedRequest, names: readonly string[]): string {
  const query = [...request.url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  return [request.method, request.url.pathname, query, headers, names.join(';'), sha256(request.body)].join(
    '\n',
  );
}

function writeStringToSign(
  request: SignedRequest,
  credentialScope: string,
  canonicalRequest: string,
): string {
  const time = String(request.headers['x-amz-date']);
  return ['AWS4-HMAC-SHA256', time, credentialScope, sha256(canonicalRequest)].join('\n');
}

function sign(stringToSign: string, day: string, { credentials, region, service }: SignatureScope): Buffer {
  const secret = Buffer.from(`AWS4${credentials.secretAccessKey}`);
  return [day, region, service, 'aws4_request', stringToSign].reduce(hmac, secret);
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
