import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { openTerminal } from '../../doubles/terminal.ts';

describe('job-reporter rbac', () => {
  test('prints the manifests of the shipped config, which lie in k8s/ as well', async () => {
    const terminal = openTerminal();
    const root = new URL('../../../', import.meta.url).pathname;

    const exitCode = await runCommandLine(['rbac', '--config', join(root, 'reporter.yaml')], terminal);

    expect(exitCode).toBe(0);
    expect(terminal.printed()).toBe(await readFile(join(root, 'k8s/rbac.yaml'), 'utf8'));
  });

  test('binds the role in the whole cluster for --all-namespaces, and needs no config for it', async () => {
    const terminal = openTerminal();

    const exitCode = await runCommandLine(['rbac', '-A', '--config', 'no-such-file'], terminal);

    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    expect(terminal.printed()).toContain(
      '\nkind: ClusterRoleBinding\nmetadata:\n  name: k8s-job-reporter\nroleRef:\n',
    );
    expect(terminal.printed()).not.toContain('kind: RoleBinding');
  });
});
