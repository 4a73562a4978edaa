import type { CommandModule } from '../command/door.ts';
import { EXIT } from '../terminal/exit-code.ts';

interface RbacFlags {
  readonly config: string;
  readonly allNamespaces?: true;
}

const EXAMPLES = `
Examples:
  $ job-reporter rbac --config reporter.yaml | kubectl apply -f -
  $ job-reporter rbac --all-namespaces | kubectl apply -f -`;

export const define: CommandModule['define'] = (command, door) => {
  command
    .option('--config <path>', 'file with the targets', 'reporter.yaml')
    .option('-A, --all-namespaces', 'for every namespace of the cluster, as snapshot -A needs')
    .addHelpText('after', EXAMPLES)
    .action(async ({ config, allNamespaces }: RbacFlags) => {
      const { loadReporterConfig } = await import('../../src/config/file.ts');
      const { writeRbacManifest } = await import('../../src/cluster/rbac-manifest.ts');
      await door.run(async ({ terminal }) => {
        const namespaces =
          allNamespaces === true
            ? null
            : (await loadReporterConfig(config)).targets.map((target) => target.namespace);
        terminal.stdout.write(writeRbacManifest(namespaces));
        return EXIT.fine;
      });
    });
};
