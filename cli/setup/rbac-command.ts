import type { CommandModule } from '../command/door.ts';
import { EXIT } from '../terminal/exit-code.ts';

interface RbacFlags {
  readonly config: string;
  readonly target?: string;
  readonly cluster?: string;
  readonly allNamespaces?: true;
}

const EXAMPLES = `
Examples:
  $ job-reporter rbac --config reporter.yaml | kubectl apply -f -
  $ job-reporter rbac --cluster prod | kubectl --context prod apply -f -
  $ job-reporter rbac --all-namespaces | kubectl apply -f -

What it prints is for one cluster: for the namespaces of all targets that are read with one kubeconfig and context.`;

export const define: CommandModule['define'] = (command, door) => {
  command
    .option('--config <path>', 'file with the targets', 'reporter.yaml')
    .option('--target <name>', 'for the cluster of this target')
    .option('--cluster <name>', 'for the cluster of this context, secret or parameter')
    .option('-A, --all-namespaces', 'for every namespace of the cluster, as snapshot -A needs')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: RbacFlags) => {
      const { loadReporterConfig } = await import('../../src/config/file.ts');
      const { chooseCluster } = await import('../../src/config/clusters.ts');
      const { writeRbacManifest } = await import('../../src/cluster/rbac-manifest.ts');
      await door.run(async ({ terminal }) => {
        const listNamespaces = async () => {
          const { targets } = await loadReporterConfig(flags.config);
          return chooseCluster(flags.config, targets, flags).targets.map((target) => target.namespace);
        };
        const namespaces = flags.allNamespaces === true ? null : await listNamespaces();
        terminal.stdout.write(writeRbacManifest(namespaces));
        return EXIT.fine;
      });
    });
};
