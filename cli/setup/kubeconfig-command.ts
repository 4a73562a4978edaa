import type { CommandModule } from '../command/door.ts';
import type { KubeconfigFlags } from './kubeconfig-run.ts';

const EXAMPLES = `
Example:
  $ kubectl get secret -n k8s-job-reporter k8s-job-reporter-token -o json |
      job-reporter kubeconfig > reader.kubeconfig`;

export const define: CommandModule['define'] = (command, door) => {
  command
    .option('--server <url>', 'address of the API server (default: that of the current context)')
    .option(
      '--kubeconfig <path>',
      'kubeconfig file with that context (default: $KUBECONFIG, else ~/.kube/config)',
    )
    .option('--context <name>', 'another context of it')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: KubeconfigFlags) => {
      const { printReaderKubeconfig } = await import('./kubeconfig-run.ts');
      await door.run((run) => printReaderKubeconfig(flags, run));
    });
};
