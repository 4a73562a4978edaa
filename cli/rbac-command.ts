import type { CommandModule } from './command.ts';
import { EXIT } from './exit-code.ts';

interface RbacFlags {
  readonly config: string;
}

const EXAMPLES = `
Example:
  $ job-reporter rbac --config reporter.yaml | kubectl apply -f -`;

export const define: CommandModule['define'] = (command, door) => {
  command
    .option('--config <path>', 'file with the targets', 'reporter.yaml')
    .addHelpText('after', EXAMPLES)
    .action(async ({ config }: RbacFlags) => {
      const { loadReporterConfig } = await import('../src/config/config-file.ts');
      const { writeRbacManifest } = await import('../src/cluster/rbac-manifest.ts');
      await door.run(async ({ terminal }) => {
        const { targets } = await loadReporterConfig(config);
        terminal.stdout.write(writeRbacManifest(targets.map((target) => target.namespace)));
        return EXIT.fine;
      });
    });
};
