import { Option, type Command } from 'commander';

/** What every command that looks at a cluster takes. */
export interface TargetOptions {
  readonly config?: string;
  readonly target?: string;
  readonly namespace?: string;
  readonly allNamespaces?: true;
  readonly labelSelector?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly insecureSkipTlsVerify?: boolean;
}

export function addTargetOptions(command: Command): Command {
  // kubectl's long form of the same; two names for one option are more than commander takes.
  command.on('option:selector', (word: string) => {
    command.setOptionValueWithSource('labelSelector', word, 'cli');
  });
  return command
    .option('-n, --namespace <name>', 'namespace of the Jobs (default: that of the context)')
    .option('-A, --all-namespaces', 'in every namespace of the cluster')
    .option('-l, --label-selector <selector>', "labels of the Jobs, as in kubectl get -l; '' for all")
    .addOption(new Option('--selector <selector>').hideHelp())
    .option('--config <path>', 'look at the targets of a reporter.yaml instead')
    .option('--target <name>', 'only this target of the config; else its name in the archive')
    .option('--kubeconfig <path>', 'kubeconfig file (default: $KUBECONFIG, else ~/.kube/config)')
    .option('--context <name>', 'context of the kubeconfig (default: the current one)')
    .option('--insecure-skip-tls-verify', 'follow the kubeconfig where it says so, and say so in the report');
}

/** Ends the command when the options leave open, or say twice, what to look at. */
export function refuseContradiction(
  command: Command,
  { config, namespace, allNamespaces, labelSelector }: TargetOptions,
): void {
  const isDescribed = namespace !== undefined || allNamespaces === true || labelSelector !== undefined;
  if (config !== undefined && isDescribed) {
    command.error(
      "error: option '--config <path>' cannot be used with '--namespace', '--all-namespaces' and '--label-selector'",
    );
  }
  if (namespace !== undefined && allNamespaces === true) {
    command.error("error: option '-n, --namespace <name>' cannot be used with '-A, --all-namespaces'");
  }
  if (config === undefined && labelSelector === undefined) {
    command.error(
      "error: required option '-l, --label-selector <selector>' not specified, nor '--config <path>'",
    );
  }
}
