import { readAccess } from '../../src/kubeconfig/login.ts';
import { parseTokenSecret, writeReaderKubeconfig } from '../../src/kubeconfig/token-secret.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import { findKubeconfig } from '../../src/kubeconfig/kubectl-files.ts';
import { describeHost, type Terminal } from '../terminal/terminal.ts';

export interface KubeconfigFlags {
  readonly server?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
}

export async function printReaderKubeconfig(
  flags: KubeconfigFlags,
  { terminal }: CommandRun,
): Promise<ExitCode> {
  // At a keyboard nobody types a Secret: say at once what is missing.
  const secret = parseTokenSecret(terminal.stdin.isTTY === true ? '' : await readAll(terminal.stdin));
  terminal.stdout.write(writeReaderKubeconfig(secret, flags.server ?? (await findServer(flags, terminal))));
  return EXIT.fine;
}

async function findServer({ kubeconfig, context }: KubeconfigFlags, terminal: Terminal): Promise<string> {
  const source = findKubeconfig(kubeconfig, describeHost(terminal));
  const { server } = await readAccess(source, context);
  return server.href.replace(/\/$/, '');
}

async function readAll(stdin: Terminal['stdin']): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
