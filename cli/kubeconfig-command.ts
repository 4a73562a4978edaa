import type { Command } from 'commander';
import { parseKubeconfig } from '../src/cluster/kubeconfig.ts';
import { parseTokenSecret, writeReaderKubeconfig } from '../src/cluster/reader-kubeconfig.ts';
import { findKubeconfig } from './kubeconfig-file.ts';
import type { Terminal } from './terminal.ts';

interface KubeconfigFlags {
  readonly server?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
}

const EXAMPLES = `
Example:
  $ kubectl get secret -n k8s-job-reporter k8s-job-reporter-token -o json |
      job-reporter kubeconfig > reader.kubeconfig`;

export function addKubeconfigCommand(program: Command, terminal: Terminal): void {
  program
    .command('kubeconfig')
    .description('make the kubeconfig of the read-only ServiceAccount from its token Secret, given on stdin')
    .option('--server <url>', 'address of the API server (default: that of the current context)')
    .option(
      '--kubeconfig <path>',
      'kubeconfig file with that context (default: $KUBECONFIG, else ~/.kube/config)',
    )
    .option('--context <name>', 'another context of it')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: KubeconfigFlags) => {
      // At a keyboard nobody types a Secret: say at once what is missing.
      const secret = parseTokenSecret(terminal.stdin.isTTY === true ? '' : await readAll(terminal.stdin));
      terminal.stdout.write(
        writeReaderKubeconfig(secret, flags.server ?? (await findServer(flags, terminal))),
      );
    });
}

async function findServer({ kubeconfig, context }: KubeconfigFlags, { env }: Terminal): Promise<string> {
  const source = findKubeconfig(kubeconfig, env);
  const { server } = parseKubeconfig(await source.read({ refresh: false }), context);
  return server.href.replace(/\/$/, '');
}

async function readAll(stdin: Terminal['stdin']): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
