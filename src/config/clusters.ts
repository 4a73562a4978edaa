import { ConfigurationError } from '../errors.ts';
import type { ReporterTarget } from './schema.ts';

/** Targets that are read with one kubeconfig and one context of it: where their rights are granted, that is one cluster. */
interface ConfiguredCluster {
  /** What a person may call it by: its context, its secret or parameter. */
  readonly names: readonly string[];
  readonly targets: readonly ReporterTarget[];
}

/** In the order of the file. */
function listClusters(targets: readonly ReporterTarget[]): readonly ConfiguredCluster[] {
  const groups = Map.groupBy(targets, (target) => JSON.stringify([placeOf(target), target.context ?? null]));
  return [...groups.values()].map((of) => ({ names: nameCluster(of), targets: of }));
}

/**
 * The one cluster that is meant: by a target of it, by one of its names, or because there is no other. Throws a `ConfigurationError`
 * that names those that there are: what is granted in one cluster says nothing about another.
 */
export function chooseCluster(
  file: string,
  targets: readonly ReporterTarget[],
  chosen: { readonly target?: string; readonly cluster?: string },
): ConfiguredCluster {
  const { target, cluster } = chosen;
  const all = listClusters(targets);
  const found = all.filter(
    (each) =>
      (target === undefined || each.targets.some(({ name }) => name === target)) &&
      (cluster === undefined || each.names.includes(cluster)),
  );
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const given = [target, cluster].filter((name) => name !== undefined).map((name) => JSON.stringify(name));
  throw new ConfigurationError({
    code: 'SETTINGS_INVALID',
    attempted: 'choosing',
    object: `a cluster of ${file}`,
    why: wordWhy(given, found.length),
    advice: [
      'Print the manifest of each, and apply it there alone, by --target:',
      ...(found.length > 0 ? found : all).map(wordCluster),
    ].join('\n  '),
  });
}

function wordWhy(given: readonly string[], count: number): string {
  if (given.length === 0) return `it describes ${count}`;
  return count === 0
    ? `none is called ${given.join(' with ')}`
    : `${count} are called ${given.join(' with ')}`;
}

/** `--target a   (a, b; context prod of kubeconfigs/trading)` */
function wordCluster({ names, targets }: ConfiguredCluster): string {
  const [first] = targets;
  const { context } = first ?? {};
  const place = names.at(-1) ?? '';
  const where = context === undefined ? place : `context ${context} of ${place}`;
  return `--target ${first?.name ?? ''}   (${targets.map(({ name }) => name).join(', ')}; ${where})`;
}

function placeOf(target: ReporterTarget): string {
  return target.kubeconfigSecretArn ?? target.kubeconfigSecretName ?? target.kubeconfigParameter ?? '';
}

/** The shortest last: a secret's name without the rest of its ARN. */
function nameCluster([first]: readonly ReporterTarget[]): readonly string[] {
  if (first === undefined) return [];
  const place = placeOf(first);
  const short = /^arn:[^/]*?:(?:secret:(.+)-[A-Za-z0-9]{6}|parameter\/?(.+))$/.exec(place);
  return [...(first.context === undefined ? [] : [first.context]), place, short?.[1] ?? short?.[2] ?? place];
}
