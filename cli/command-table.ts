import type { CommandModule } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  /** One line of `--help` and of the README. */
  readonly description: string;
  /** Read only when the command is typed. */
  readonly load: () => Promise<CommandModule>;
}

/** All commands, in the order of `--help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'snapshot',
    description: 'look at the Jobs of a namespace now, or again and again, and print the report',
    load: () => import('./snapshot-command.ts'),
  },
  {
    name: 'check',
    description: 'walk the way of a run, from the kubeconfig to the archive, with GETs only; a line a step',
    load: () => import('./check-command.ts'),
  },
  {
    name: 'demo',
    description: 'start an embedded cluster, take a snapshot of it as the Lambda does, and print the report',
    load: () => import('./demo-command.ts'),
  },
  {
    name: 'rbac',
    description:
      'print the manifests that let the reporter read the namespaces of a config, for kubectl apply -f -',
    load: () => import('./rbac-command.ts'),
  },
  {
    name: 'kubeconfig',
    description: 'make the kubeconfig of the read-only ServiceAccount from its token Secret, given on stdin',
    load: () => import('./kubeconfig-command.ts'),
  },
];
