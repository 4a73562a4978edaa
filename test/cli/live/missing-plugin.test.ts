import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runInProcess } from '../command-process.ts';

const KUBECONFIG = JSON.stringify({
  'current-context': 'prod',
  clusters: [{ name: 'prod', cluster: { server: 'https://cluster.example' } }],
  contexts: [{ name: 'prod', context: { cluster: 'prod', user: 'me' } }],
  users: [
    {
      name: 'me',
      user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'no-such-plugin' } },
    },
  ],
});

test.each([['check'], ['snapshot']])(
  'job-reporter %s ends by itself where the plugin of the kubeconfig is not there',
  async (command) => {
    const folder = await mkdtemp(join(tmpdir(), 'job-reporter-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, KUBECONFIG);

    // A timer that nobody stopped held the process for the two minutes that a plugin may take.
    const ended = await runInProcess([command, '-n', 'trading-bots', '-l', 'app=x'], {
      KUBECONFIG: kubeconfig,
      PATH: folder,
    });

    expect(`${ended.stdout}${ended.stderr}`).toContain('there is no such program');
  },
);
