import type { CommandModule } from './command/door.ts';

export interface CommandEntry {
  readonly name: string;
  /** One line of `--help` and of the README. */
  readonly description: string;
  /** For scripts only: neither help nor README name it. */
  readonly isHidden?: true;
  /** Read only when the command is typed. */
  readonly load: () => Promise<CommandModule>;
}

/** All commands, in the order of `--help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'snapshot',
    description: 'look at Jobs now, or watch them, and print the report',
    load: () => import('./live/snapshot-command.ts'),
  },
  {
    name: 'latest',
    description: 'print the newest report of a target from the archive',
    load: () => import('./archive/latest-command.ts'),
  },
  {
    name: 'list',
    description: 'list archived reports, the newest first',
    load: () => import('./archive/list-command.ts'),
  },
  {
    name: 'show',
    description: 'print one archived report',
    load: () => import('./archive/show-command.ts'),
  },
  {
    name: 'diff',
    description: 'tell what changed from one archived report to another',
    load: () => import('./archive/diff-command.ts'),
  },
  {
    name: 'pull',
    description: 'copy archived reports into a folder',
    load: () => import('./archive/pull-command.ts'),
  },
  {
    name: 'prune',
    description: 'remove old reports from a folder',
    load: () => import('./archive/prune-command.ts'),
  },
  {
    name: 'check',
    description: 'walk the way of a run step by step, with GETs only',
    load: () => import('./live/check-command.ts'),
  },
  {
    name: 'demo',
    description: 'take and keep a report of an embedded cluster',
    load: () => import('./live/demo-command.ts'),
  },
  {
    name: 'rbac',
    description: 'print the rights that a cluster must grant, for kubectl apply',
    load: () => import('./setup/rbac-command.ts'),
  },
  {
    name: 'kubeconfig',
    description: 'make the kubeconfig for those rights from a token Secret',
    load: () => import('./setup/kubeconfig-command.ts'),
  },
  {
    name: 'completion',
    description: 'print the script that completes words in bash, zsh or fish',
    load: () => import('./setup/completion-command.ts'),
  },
  {
    name: 'complete',
    description: 'tell what may come next, for that script',
    isHidden: true,
    load: () => import('./setup/complete-command.ts'),
  },
];
