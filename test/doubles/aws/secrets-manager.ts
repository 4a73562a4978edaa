import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { findSignatureFault } from './signature.ts';
import type { AwsCredentials } from './signature.ts';
import { answerWith, refuseSignature, refuseWith } from './secrets-manager-answer.ts';
import type { SecretsManagerAnswer } from './secrets-manager-answer.ts';

export interface SecretsManagerOptions {
  readonly region: string;
  readonly credentials: AwsCredentials;
}

/** What a secret holds, or the refusal to say it. */
export type SecretValue =
  | { readonly SecretString: string }
  | { readonly SecretBinary: Buffer }
  | SecretsManagerAnswer;

/** A call that was let in, by the right that it needs. */
interface SecretsManagerCall {
  readonly action: 'secretsmanager:GetSecretValue';
  /** The secret's ARN, or its name where it was asked for by that. */
  readonly resource: string;
}

export interface SecretsManagerDouble {
  readonly endpoint: string;
  readonly calls: readonly SecretsManagerCall[];
  /** Puts a value there, or replaces it by a new version: that is a rotation. `stage`: AWSCURRENT unless told. */
  place(arn: string, value: SecretValue, stage?: string): void;
  /** Throws when something came in that the double does not know. */
  close(): Promise<void>;
}

const KNOWN_HEADERS =
  /^(accept|amz-sdk-invocation-id|amz-sdk-request|authorization|connection|content-(length|type)|host|user-agent|x-amz-(content-sha256|date|security-token|target|user-agent))$/;
const inputSchema = z.strictObject({ SecretId: z.string(), VersionStage: z.string().default('AWSCURRENT') });

/** Secrets Manager on loopback: its protocol, `GetSecretValue` and nothing else, and nothing without a right signature. */
export async function startSecretsManager(options: SecretsManagerOptions): Promise<SecretsManagerDouble> {
  const secrets = new Map<string, { readonly value: SecretValue; readonly version: number }>();
  const calls: SecretsManagerCall[] = [];
  const complaints: string[] = [];
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      complaints.push(String(error));
      send(response, refuseWith('InternalFailure', String(error), 500));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the double has no port');
  const endpoint = `http://127.0.0.1:${address.port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    checkKnown(request);
    const { method = '', headers } = request;
    const fault = findSignatureFault(
      { method, url: new URL(endpoint), headers, body },
      { ...options, service: 'secretsmanager' },
    );
    if (fault !== null) return send(response, refuseSignature(fault));
    const { SecretId: id, VersionStage: stage } = inputSchema.parse(JSON.parse(body.toString('utf8')));
    calls.push({ action: 'secretsmanager:GetSecretValue', resource: id });
    // By its name, which is the ARN without what is before and the six characters behind.
    const key = [...secrets.keys()].find(
      (each) => each === `${id} ${stage}` || nameOf(each) === `${id} ${stage}`,
    );
    send(response, answerValue(id, stage, key === undefined ? undefined : secrets.get(key)));
  }

  return {
    endpoint,
    calls,
    place: (arn, value, stage = 'AWSCURRENT') => {
      const key = `${arn} ${stage}`;
      secrets.set(key, { value, version: (secrets.get(key)?.version ?? 0) + 1 });
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
    },
  };
}

/** Throws on whatever the product has no reason to ask. */
function checkKnown({ method, url, headers }: IncomingMessage): void {
  const strange = Object.keys(headers).filter((name) => !KNOWN_HEADERS.test(name));
  if (strange.length > 0) throw new Error(`the double knows no header ${strange.join(', ')}`);
  const isKnown =
    method === 'POST' &&
    url === '/' &&
    headers['content-type'] === 'application/x-amz-json-1.1' &&
    headers['x-amz-target'] === 'secretsmanager.GetSecretValue';
  if (!isKnown) throw new Error(`the double knows no ${method} ${url} ${String(headers['x-amz-target'])}`);
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
function answerValue(
  arn: string,
  stage: string,
  found: { readonly value: SecretValue; readonly version: number } | undefined,
): SecretsManagerAnswer {
  if (found === undefined) {
    return refuseWith('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  const { value, version } = found;
  if ('status' in value) return value;
  return answerWith({
    ARN: arn,
    CreatedDate: 1_795_370_400.25,
    Name: arn.replace(/^.*:secret:/, '').slice(0, -'-AbCdEf'.length),
    VersionId: `64616c65-6b20-4e6f-9665-${String(version).padStart(12, '0')}`,
    VersionStages: [stage],
    ...('SecretString' in value ? value : { SecretBinary: value.SecretBinary.toString('base64') }),
  });
}

/** `trading AWSCURRENT` of `arn:…:secret:trading-AbCdEf AWSCURRENT` */
function nameOf(key: string): string {
  return key.replace(/^.*:secret:/, '').replace(/-[A-Za-z0-9]{6} /, ' ');
}

function send(response: ServerResponse, { status, body }: SecretsManagerAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
