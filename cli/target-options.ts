import type { Command } from 'commander';

/** What every command that looks at a cluster takes. */
export interface TargetOptions {
  readonly config?: string;
  readonly target?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly insecureSkipTlsVerify?: boolean;
}

export function addTargetOptions(command: Command): Command {
  return command
    .option('-n, --namespace <name>', 'namespace of the Jobs (default: that of the context)')
    .option('-l, --label-selector <selector>', 'labels of the Jobs, as in kubectl get -l')
    .option('--config <path>', 'look at the targets of a reporter.yaml instead')
    .option('--target <name>', 'only this target of the config; else its name in the archive')
    .option('--kubeconfig <path>', 'kubeconfig file (default: $KUBECONFIG, else ~/.kube/config)')
    .option('--context <name>', 'context of the kubeconfig (default: the current one)')
    .option('--insecure-skip-tls-verify', 'follow the kubeconfig where it says so, and say so in the report');
}

/** Ends the command when the options leave open, or say twice, what to look at. */
export function refuseContradiction(
  command: Command,
  { config, namespace, labelSelector }: TargetOptions,
): void {
  if (config !== undefined && (namespace !== undefined || labelSelector !== undefined)) {
    command.error("error: option '--config <path>' cannot be used with '--namespace' and '--label-selector'");
  }
  if (config === undefined && labelSelector === undefined) {
    command.error(
      "error: required option '-l, --label-selector <selector>' not specified, nor '--config <path>'",
    );
  }
}
