import type { Command } from 'commander';
import { loadReporterConfig } from '../src/config/config-file.ts';
import { writeRbacManifest } from '../src/cluster/rbac-manifest.ts';
import type { Terminal } from './terminal.ts';

interface RbacFlags {
  readonly config: string;
}

export function addRbacCommand(program: Command, terminal: Terminal): void {
  program
    .command('rbac')
    .description(
      'print the manifests that let the reporter read the namespaces of a config, for kubectl apply -f -',
    )
    .option('--config <path>', 'file with the targets', 'reporter.yaml')
    .action(async ({ config }: RbacFlags) => {
      const { targets } = await loadReporterConfig(config);
      terminal.stdout.write(writeRbacManifest(targets.map((target) => target.namespace)));
    });
}
