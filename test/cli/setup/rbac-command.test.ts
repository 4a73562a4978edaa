import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
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

  describe('of a config with several clusters', () => {
    const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret';
    const CONFIG = `
schedule: { rate: 1 hour }
targets:
  - { name: bots, namespace: trading, allJobs: true, context: prod, kubeconfigSecretArn: '${SECRET}:kubeconfigs/one-AbCdEf' }
  - { name: nightly, namespace: batch, allJobs: true, context: prod, kubeconfigSecretArn: '${SECRET}:kubeconfigs/one-AbCdEf' }
  - { name: staging, namespace: staging, allJobs: true, context: stage, kubeconfigSecretArn: '${SECRET}:kubeconfigs/one-AbCdEf' }
  - { name: edge, namespace: edge, allJobs: true, kubeconfigParameter: /kubeconfigs/edge }
`;

    test.each<[flags: readonly string[], namespaces: readonly string[]]>([
      [
        ['--target', 'bots'],
        ['batch', 'trading'],
      ],
      [
        ['--target', 'nightly'],
        ['batch', 'trading'],
      ],
      [['--target', 'staging'], ['staging']],
      [
        ['--cluster', 'prod'],
        ['batch', 'trading'],
      ],
      [['--cluster', '/kubeconfigs/edge'], ['edge']],
      [['--cluster', 'kubeconfigs/one', '--target', 'staging'], ['staging']],
    ])('prints the namespaces of the one that %j names, and no other', async (flags, namespaces) => {
      const { exitCode, printed } = await runRbac(CONFIG, flags);

      expect(exitCode).toBe(0);
      expect(listBound(printed)).toEqual(namespaces);
      expect(printed).not.toContain('metrics.k8s.io');
    });

    test.each<[flags: readonly string[], told: readonly string[]]>([
      [
        [],
        [
          'error: choosing a cluster of FILE: it describes 3. Print the manifest of each, and apply it there alone, by --target:',
          '  --target bots   (bots, nightly; context prod of kubeconfigs/one)',
          '  --target staging   (staging; context stage of kubeconfigs/one)',
          '  --target edge   (edge; /kubeconfigs/edge)',
        ],
      ],
      [
        ['--cluster', 'kubeconfigs/one'],
        [
          'error: choosing a cluster of FILE: 2 are called "kubeconfigs/one". Print the manifest of each, and apply it there alone, by --target:',
          '  --target bots   (bots, nightly; context prod of kubeconfigs/one)',
          '  --target staging   (staging; context stage of kubeconfigs/one)',
        ],
      ],
      [
        ['--target', 'bot'],
        [
          'error: choosing a cluster of FILE: none is called "bot". Print the manifest of each, and apply it there alone, by --target:',
          '  --target bots   (bots, nightly; context prod of kubeconfigs/one)',
          '  --target staging   (staging; context stage of kubeconfigs/one)',
          '  --target edge   (edge; /kubeconfigs/edge)',
        ],
      ],
    ])('prints nothing for %j, and says which there are', async (flags, told) => {
      const outcome = await runRbac(CONFIG, flags);

      expect(outcome).toEqual({ exitCode: 1, printed: '', told: `${told.join('\n')}\n` });
    });
  });
});

async function runRbac(config: string, flags: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'reporter-rbac-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'reporter.yaml');
  await writeFile(file, config);
  const terminal = openTerminal();
  const exitCode = await runCommandLine(['rbac', '--config', file, ...flags], terminal);
  return { exitCode, printed: terminal.printed(), told: terminal.told().replaceAll(file, 'FILE') };
}

/** The namespaces in which a role is bound. */
function listBound(manifests: string): readonly string[] {
  return manifests
    .split('---\n')
    .filter((manifest) => manifest.includes('kind: RoleBinding'))
    .map((manifest) => /namespace: (\S+)/.exec(manifest)?.[1] ?? '');
}
