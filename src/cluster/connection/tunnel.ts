import { request } from 'node:http';
import { connect as connectTcp, isIPv6, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { bareHost, type ClusterProxy } from '../../kubeconfig/proxy.ts';
import { ClusterFailure, type ClusterFailureDetail } from '../get/failure.ts';
import { readConnectionFailure } from '../get/network-failure.ts';
import { connectTimeout } from './reach.ts';

export interface TunnelOptions {
  readonly proxy: ClusterProxy;
  readonly milliseconds: number;
  /** How names are resolved, the proxy's alone: the cluster's is for the proxy to resolve. */
  readonly lookup?: LookupFunction | undefined;
}

/** Where a tunnel leads. */
export interface TunnelEnd {
  readonly host: string;
  readonly port: number;
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'socks5:': 1080 };

/**
 * A connection to a server by way of a proxy, as bare as one without. Rejects with a `ClusterFailure` that names the proxy, and
 * no credential of it.
 */
export async function openTunnel(options: TunnelOptions, end: TunnelEnd): Promise<Socket> {
  const { proxy, milliseconds } = options;
  const socket = connectToProxy(options);
  const timer = setTimeout(() => socket.destroy(connectTimeout()), milliseconds);
  // What breaks before somebody waits for it is nobody's error.
  socket.on('error', ignore);
  try {
    await untilOpen(socket, proxy);
    await (proxy.url.protocol === 'socks5:' ? askSocks(socket, proxy, end) : askHttp(socket, proxy, end));
    socket.off('error', ignore);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof ClusterFailure ? error : describeBroken(error, proxy);
  } finally {
    clearTimeout(timer);
  }
}

function connectToProxy({ proxy: { url }, lookup }: TunnelOptions): Socket {
  const host = bareHost(url);
  const port = url.port === '' ? (PORTS[url.protocol] ?? 80) : Number(url.port);
  const address = { host, port, ...(lookup === undefined ? {} : { lookup }) };
  return url.protocol === 'https:'
    ? connectTls({ ...address, servername: isIPv6(host) ? '' : host, rejectUnauthorized: true })
    : connectTcp(address);
}

function untilOpen(socket: Socket, { url }: ClusterProxy): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', resolve);
  socket.once('error', reject);
  return promise;
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-connect */
async function askHttp(socket: Socket, proxy: ClusterProxy, { host, port }: TunnelEnd): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const target = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const credentials = readCredentials(proxy.url);
  const asked = request({
    method: 'CONNECT',
    path: target,
    headers: {
      host: target,
      ...(credentials === null
        ? {}
        : { 'proxy-authorization': `Basic ${Buffer.from(credentials.join(':')).toString('base64')}` }),
    },
    createConnection: () => socket,
  });
  asked.once('error', reject);
  asked.once('connect', ({ statusCode = 0 }, _socket, head) => {
    if (head.length > 0) socket.unshift(head);
    if (statusCode >= 200 && statusCode < 300) resolve();
    else reject(describeRefusal(statusCode, proxy, target));
  });
  socket.once('close', () => reject(new Error('the proxy closed the connection')));
  asked.end();
  await promise;
}

async function askSocks(socket: Socket, proxy: ClusterProxy, { host, port }: TunnelEnd): Promise<void> {
  // A hundredth of the clusters needs it.
  const { SocksClient } = await import('socks');
  const [userId, password] = readCredentials(proxy.url) ?? [];
  try {
    await SocksClient.createConnection({
      proxy: {
        host: bareHost(proxy.url),
        port: Number(proxy.url.port) || 1080,
        type: 5,
        ...(userId === undefined ? {} : { userId }),
        ...(password === undefined ? {} : { password }),
      },
      command: 'connect',
      destination: { host, port },
      existing_socket: socket,
    });
  } catch (error) {
    if (socket.errored !== null) throw socket.errored;
    const said = error instanceof Error ? error.message : String(error);
    throw fail(proxy, {
      why: `it makes no connection to ${host}:${port} (${said})`,
      advice: `Check ${proxy.setting}, with the user name and password that the proxy wants, and what it lets through`,
    });
  }
}

function readCredentials({ username, password }: URL): readonly [string, string] | null {
  return username === '' ? null : [decodeURIComponent(username), decodeURIComponent(password)];
}

function describeRefusal(status: number, proxy: ClusterProxy, target: string): ClusterFailure {
  if (status === 407) {
    const has = proxy.url.username === '' ? 'gives none' : 'gives other ones';
    return fail(proxy, {
      why: `HTTP 407, it asks for a user name and password, and ${proxy.setting} ${has}`,
      advice: `Write them into ${proxy.setting}: http://user:password@host:port`,
      httpStatus: status,
    });
  }
  return fail(proxy, {
    why: `HTTP ${status}, it makes no connection to ${target}`,
    advice:
      status >= 500
        ? `Look whether the proxy reaches the cluster, or go without it: ${proxy.setting}`
        : `Have the proxy let it through, or go without it: ${proxy.setting}`,
    httpStatus: status,
    isPassing: status >= 500,
  });
}

function describeBroken(error: unknown, proxy: ClusterProxy): ClusterFailure {
  const { why, isPassing = false, code } = readConnectionFailure(error, '').detail;
  return fail(proxy, {
    why: code === 'CONNECTION_BROKEN' ? 'it closed the connection' : why,
    advice: `Check ${proxy.setting}, and that the proxy is up and can be reached from here`,
    isPassing,
    cause: error,
  });
}

function fail(
  { url, setting }: ClusterProxy,
  detail: Omit<ClusterFailureDetail, 'code' | 'attempted' | 'object'>,
): ClusterFailure {
  return new ClusterFailure({
    ...detail,
    code: 'PROXY_FAILED',
    attempted: 'connecting to',
    object: `the proxy ${url.protocol}//${url.host}, by ${setting}`,
  });
}

function ignore(): void {}
