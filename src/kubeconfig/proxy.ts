import { BlockList, isIP } from 'node:net';
import { isGiven } from './file/schema.ts';
import type { ClusterAccess } from './file/access.ts';

/** The variables of a process, of which some say which way its requests go. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy between here and a cluster. Its URL may hold a password: never log it. */
export interface ClusterProxy {
  /** `http:`, `https:` or `socks5:`. */
  readonly url: URL;
  /** Where it is set, for messages: `proxy-url`, `HTTPS_PROXY`. */
  readonly setting: string;
  /** Set by who runs the process, not by the kubeconfig. */
  readonly isOurs: boolean;
}

/**
 * The way to a cluster as kubectl goes it: by the cluster's proxy-url, else by HTTPS_PROXY but for what NO_PROXY names. Null:
 * straight. A proxy that cannot be one is passed over.
 * https://github.com/golang/net/blob/v0.46.0/http/httpproxy/proxy.go
 */
export function findProxy({ cluster, server }: ClusterAccess, env: Environment): ClusterProxy | null {
  if (isGiven(cluster['proxy-url']))
    return { url: new URL(cluster['proxy-url']), setting: 'proxy-url', isOurs: false };
  const names = server.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const name = names.find((each) => isGiven(env[each]));
  // Whoever sends a request to a CGI script can set HTTP_PROXY: https://httpoxy.org
  if (name === undefined || (names[0] === 'HTTP_PROXY' && isGiven(env['REQUEST_METHOD']))) return null;
  const url = readProxy(env[name] ?? '');
  const except = [env['NO_PROXY'], env['no_proxy']].find(isGiven) ?? '';
  if (url === null || goesStraight(server, except)) return null;
  return { url, setting: name, isOurs: true };
}

/** A URL writes an IPv6 address in brackets; whoever connects takes it without. */
export function bareHost({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function readProxy(text: string): URL | null {
  const url = /^[a-z0-9+.-]+:\/\//i.test(text) ? URL.parse(text) : URL.parse(`http://${text}`);
  if (url === null || url.hostname === '') return null;
  // Names are resolved by the proxy in either case.
  const known = url.protocol === 'socks5h:' ? URL.parse(url.href.replace(/^socks5h/, 'socks5')) : url;
  return known !== null && ['http:', 'https:', 'socks5:'].includes(known.protocol) ? known : null;
}

function goesStraight(server: URL, except: string): boolean {
  const host = bareHost(server).toLowerCase();
  const port = server.port === '' ? (server.protocol === 'https:' ? '443' : '80') : server.port;
  if (host === 'localhost' || isLoopback(host)) return true;
  return except
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .some((each) => each === '*' || isWithin(host, each) || isNamed(host, port, each));
}

function isLoopback(host: string): boolean {
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8);
  loopback.addAddress('::1', 'ipv6');
  return isIP(host) !== 0 && loopback.check(host, familyOf(host));
}

/** A network, `10.0.0.0/8`. */
function isWithin(host: string, entry: string): boolean {
  const [network = '', bits = ''] = entry.split('/');
  const longest = isIP(network) === 6 ? 128 : 32;
  if (isIP(host) === 0 || isIP(network) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > longest)
    return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), familyOf(network));
  return list.check(host, familyOf(host));
}

/** An address or a name, either with a port. `example.com` is its subdomains as well, `.example.com` these alone. */
function isNamed(host: string, port: string, entry: string): boolean {
  const [, bracketed, plain, entryPort] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  const name = bracketed ?? plain ?? (isIP(entry) === 6 ? entry : '');
  if (name === '' || (entryPort !== undefined && entryPort !== port)) return false;
  if (isIP(name) !== 0) return isIP(host) !== 0 && isSame(host, name);
  const suffix = name.replace(/^\*(?=\.)/, '');
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

function isSame(a: string, b: string): boolean {
  const list = new BlockList();
  list.addAddress(b, familyOf(b));
  return list.check(a, familyOf(a));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
