import { isIP } from 'node:net';
import { parse, stringify } from 'yaml';
import * as z from 'zod';

const kubeconfigSchema = z.looseObject({
  'current-context': z.string(),
  contexts: z.array(z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string() }) })),
  clusters: z.array(
    z.looseObject({
      name: z.string(),
      cluster: z.looseObject({ server: z.string(), 'tls-server-name': z.string().optional() }),
    }),
  ),
});

export interface CountedKubeconfig {
  readonly host: string;
  readonly port: number;
  /** The same kubeconfig by way of a relay on this port of loopback. */
  readonly goThrough: (port: number) => string;
}

/** A name that the certificate of every API server has. */
const ALWAYS_NAMED = 'kubernetes.default.svc';

/** The server of a kubeconfig's current context, and how to come to it through a relay that reads nothing of what it passes on. */
export function planCountedWay(kubeconfig: string): CountedKubeconfig {
  const config = kubeconfigSchema.parse(parse(kubeconfig));
  const context = config.contexts.find(({ name }) => name === config['current-context'])?.context;
  const entry = config.clusters.find(({ name }) => name === context?.cluster);
  if (entry === undefined) throw new Error('the current context of the kubeconfig names no cluster of it');
  const { hostname, port, pathname } = new URL(entry.cluster.server);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: Number(port === '' ? 443 : port),
    goThrough: (relayPort) => {
      const server = `https://127.0.0.1:${relayPort}${pathname}`;
      const name = entry.cluster['tls-server-name'] ?? nameInCertificate(host);
      const cluster = { ...entry.cluster, server, ...(name === null ? {} : { 'tls-server-name': name }) };
      const clusters = config.clusters.map((each) => (each === entry ? { ...entry, cluster } : each));
      return stringify({ ...config, clusters });
    },
  };
}

/** TLS asks for no address by its number; null: the relay's own address is as good. */
function nameInCertificate(host: string): string | null {
  if (host === '127.0.0.1' || host === 'localhost') return null;
  return isIP(host) === 0 ? host : ALWAYS_NAMED;
}
