import { dirname, resolve, sep } from 'node:path';
import { failReading, quoteName } from './failure.ts';
import { isGiven, type Kubeconfig } from './schema.ts';
import { parseKubeconfigText } from './text.ts';

/** A file as it was read; its path is absolute. */
export interface KubeconfigFile {
  readonly path: string;
  readonly text: string;
}

interface Named {
  readonly name: string;
}

/**
 * As kubectl makes one of several: of a name that stands in two files, and of current-context, the first counts; a file
 * that is named relatively lies beside the kubeconfig that names it. Throws a `ConfigurationError`.
 * https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files
 */
export function mergeKubeconfigs(source: string | readonly KubeconfigFile[]): Kubeconfig {
  if (typeof source === 'string') return refuseDoubles(parseKubeconfigText(source, 'the kubeconfig'));
  const [first, ...others] = source;
  if (first !== undefined && others.length === 0) return parseFile(first, 'the kubeconfig');
  // Without clusters, users and contexts, as a fresh machine has it, a file adds nothing.
  const files = source
    .filter(({ text }) => text.replace(/^\uFEFF/, '').trim() !== '')
    .map((file) => parseFile(file, `the kubeconfig ${file.path}`));
  return {
    'current-context': files.map((each) => each['current-context']).find(isGiven),
    clusters: keepFirst(files.flatMap((each) => each.clusters)),
    users: keepFirst(files.flatMap((each) => each.users)),
    contexts: keepFirst(files.flatMap((each) => each.contexts)),
    bad: files.flatMap((each) => each.bad),
  };
}

function parseFile({ path, text }: KubeconfigFile, object: string): Kubeconfig {
  const config = refuseDoubles(parseKubeconfigText(text, object), object);
  const folder = dirname(path);
  const beside = <T extends string | null | undefined>(named: T) =>
    isGiven(named) ? resolve(folder, named) : named;
  return {
    ...config,
    clusters: config.clusters.map(({ name, cluster }) => ({
      name,
      cluster: { ...cluster, 'certificate-authority': beside(cluster['certificate-authority']) },
    })),
    users: config.users.map(({ name, user }) => ({
      name,
      user: user && {
        ...user,
        tokenFile: beside(user.tokenFile),
        'client-certificate': beside(user['client-certificate']),
        'client-key': beside(user['client-key']),
        // A command without a folder is looked for in PATH.
        exec: user.exec && {
          ...user.exec,
          command: user.exec.command.includes(sep) ? resolve(folder, user.exec.command) : user.exec.command,
        },
      },
    })),
  };
}

function keepFirst<T extends Named>(entries: readonly T[]): T[] {
  return [...Map.groupBy(entries, ({ name }) => name).values()].flatMap((alike) => alike.slice(0, 1));
}

/** kubectl refuses a name that stands twice in one file. */
function refuseDoubles(config: Kubeconfig, object = 'the kubeconfig'): Kubeconfig {
  for (const kind of ['clusters', 'users', 'contexts'] as const) {
    const names = config[kind].map(({ name }) => name);
    const double = names.find((name, index) => names.indexOf(name) !== index);
    if (double !== undefined) {
      const why = `${kind} has the name ${quoteName(double)} twice`;
      throw failReading(why, 'Keep one of the two, or give each its own name', { object });
    }
  }
  return config;
}
