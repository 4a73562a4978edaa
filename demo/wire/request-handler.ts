import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

import { identify, tokenOf, type Caller, type Credentials } from '../api/access-rules.ts';
import { lookUnderFault, type Fault } from './fault.ts';
import type { ClusterRequest, RequestLog } from './request-log.ts';
import { answerRequest, type ClusterView } from '../api/request-router.ts';
import { writeResponse } from './response-writer.ts';
import type { Exchange } from './tls-listener.ts';

export interface HandlerContext {
  readonly view: ClusterView;
  /** What is handled is added to it. */
  readonly requestLog: RequestLog;
  readonly faults: (request: ClusterRequest) => Fault | undefined;
  /** Whose a token is that is none of the cluster's own. */
  readonly reviewToken: (token: string) => Caller | null;
  readonly now: Date;
}

/** Records, answers, breaks what a fault says is to break, and sends. */
export async function handleRequest(
  { request, response, connection }: Exchange,
  { view, requestLog, faults, reviewToken, now }: HandlerContext,
): Promise<void> {
  request.resume();
  const { method = '', url: path = '', headers } = request;
  const { host = '' } = headers;
  const credentials = review(readCredentials(request), reviewToken);
  const recorded = requestLog.add({
    method,
    path,
    caller: identify(credentials)?.caller ?? 'invalid',
    connection: connection?.number ?? 0,
    userAgent: headers['user-agent'] ?? null,
  });
  const fault = faults(recorded);
  const answer = answerRequest({ method, path, host, credentials }, lookUnderFault(view, fault));
  await writeResponse(answer, fault, response, connection?.socket, now);
}

function readCredentials({ headers, socket }: IncomingMessage): Credentials {
  const { authorization } = headers;
  const subject = socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.subject : undefined;
  if (subject === undefined || !(socket instanceof TLSSocket)) {
    return { authorization, commonName: null, certificateRefused: false };
  }
  const commonName = socket.authorized ? subject.replace('CN=', '') : null;
  return { authorization, commonName, certificateRefused: !socket.authorized };
}

function review(credentials: Credentials, reviewToken: HandlerContext['reviewToken']): Credentials {
  const token = /^Bearer (.*)$/.exec(credentials.authorization ?? '')?.[1];
  if (token === undefined || identify(credentials) !== null) return credentials;
  const caller = reviewToken(token);
  return caller === null ? credentials : { ...credentials, authorization: `Bearer ${tokenOf(caller)}` };
}
