import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { ConfigurationError } from '../errors.ts';
import type { ClusterAccess } from './file/access.ts';
import { bareHost } from './proxy.ts';

/** Where the server of a kubeconfig may be, for a door that does not trust who writes the kubeconfig. */
export interface ServerRule {
  /** At an address of this machine or its link as well: of a sidecar, say. */
  readonly allowLocal: boolean;
}

/** Why a server is not asked. */
export interface ServerRefusal {
  readonly why: string;
  readonly advice: string;
}

const LOCAL: ServerRefusal = {
  why: 'it is an address of the machine itself or of its link, where its own services are: in Lambda, those that hand out events and credentials',
  advice: "Correct the kubeconfig, or allow it by the target's allowLocalServer",
};
const PLAIN: ServerRefusal = {
  why: 'it is plain http, over which anybody in between can make up the report',
  advice: 'Give an https:// address',
};

/**
 * Throws a `ConfigurationError` where the server, or the proxy to it, must not be asked. A name is judged where it is
 * resolved: `lookupAllowed`.
 */
export function checkServer({ server, cluster }: ClusterAccess, rule: ServerRule | undefined): void {
  if (rule === undefined) return;
  if (server.protocol === 'http:') throw refuse(server.origin, PLAIN);
  const proxy = URL.parse(cluster['proxy-url'] ?? '');
  for (const url of [server, ...(proxy === null ? [] : [proxy])]) {
    const host = bareHost(url);
    if (!rule.allowLocal && isIP(host) !== 0 && isLocal(host)) throw refuse(url.host, LOCAL);
  }
}

/**
 * As Node resolves a name, without the addresses that must not be asked: a name of anybody's may lead to one. Undefined where
 * every address may. `makeError` makes the error for a name that leads nowhere else.
 */
export function lookupAllowed(
  rule: ServerRule | undefined,
  makeError: (refusal: ServerRefusal) => Error,
): LookupFunction | undefined {
  if (rule === undefined || rule.allowLocal) return undefined;
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first, ...others] = error === null ? found.filter(({ address }) => !isLocal(address)) : [];
      if (error !== null) callback(error, []);
      else if (first === undefined) callback(makeError(LOCAL), []);
      else if (options.all === true) callback(null, [first, ...others]);
      else callback(null, first.address, first.family);
    });
  };
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-; an IPv4 address within IPv6 counts as itself. */
function isLocal(address: string): boolean {
  const local = new BlockList();
  local.addSubnet('0.0.0.0', 8);
  local.addSubnet('127.0.0.0', 8);
  local.addSubnet('169.254.0.0', 16);
  local.addSubnet('::', 127, 'ipv6');
  local.addSubnet('fe80::', 10, 'ipv6');
  // Where EC2 hands out credentials over IPv6: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
  local.addSubnet('fd00:ec2::', 32, 'ipv6');
  return local.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function refuse(server: string, { why, advice }: ServerRefusal): ConfigurationError {
  return new ConfigurationError({
    code: 'SERVER_REFUSED',
    attempted: 'connecting to',
    object: server,
    why,
    advice,
  });
}
