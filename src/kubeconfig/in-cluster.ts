import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { isGiven } from './file/schema.ts';
import type { Environment } from './proxy.ts';
import type { KubeconfigSource } from './source.ts';

/** https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/#directly-accessing-the-rest-api */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
const NAME = 'in-cluster';

/** Whether the process runs in a pod that its cluster has told of its API server. */
export function isInCluster(env: Environment): boolean {
  return isGiven(env['KUBERNETES_SERVICE_HOST']) && isGiven(env['KUBERNETES_SERVICE_PORT']);
}

/**
 * The kubeconfig of a pod's own ServiceAccount, as client-go makes it: the token is read again for each run, as Kubernetes
 * puts another into the file before it expires.
 * https://github.com/kubernetes/client-go/blob/v0.36.0/rest/config.go (InClusterConfig)
 * @param folder where the ServiceAccount is mounted.
 */
export function openInClusterKubeconfig(env: Environment, folder = FOLDER): KubeconfigSource {
  return {
    name: `the pod's ServiceAccount, ${folder}`,
    readFile: null,
    env,
    read: async () => {
      const server = readServer(env);
      const token = await readNamed(folder, 'token');
      if (token === null) throw fail(join(folder, 'token'), 'there is no such file');
      const [ca, namespace] = await Promise.all([
        readNamed(folder, 'ca.crt'),
        readNamed(folder, 'namespace'),
      ]);
      // Without a CA of its own, client-go trusts those of the machine.
      const authority = ca === null ? {} : { 'certificate-authority-data': ca.toString('base64') };
      return JSON.stringify({
        'current-context': NAME,
        clusters: [{ name: NAME, cluster: { server, ...authority } }],
        users: [{ name: NAME, user: { token: token.toString('utf8').trim() } }],
        contexts: [
          {
            name: NAME,
            context: { cluster: NAME, user: NAME, namespace: namespace?.toString('utf8').trim() },
          },
        ],
      });
    },
  };
}

function readServer(env: Environment): string {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!isGiven(host) || !isGiven(port)) {
    throw fail('the environment', 'KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set');
  }
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function readNamed(folder: string, name: string): Promise<Buffer | null> {
  const path = join(folder, name);
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return null;
    throw fail(path, `it cannot be read (${code})`, error);
  }
}

function fail(object: string, why: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(
    {
      code: 'KUBECONFIG_UNREADABLE',
      attempted: "reading the pod's ServiceAccount from",
      object,
      why,
      advice:
        'Run it in a pod whose ServiceAccount is mounted (automountServiceAccountToken), or give a kubeconfig',
    },
    { cause },
  );
}
