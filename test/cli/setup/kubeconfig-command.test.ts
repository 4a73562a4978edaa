import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/command-line.ts';
import { tokenOf } from '../../../demo/api/access-rules.ts';
import { openTerminal } from '../../doubles/terminal.ts';
import { openCommandWorld, SAMPLE, type CommandWorld } from '../command-world.ts';

let world: CommandWorld;

beforeAll(async () => {
  world = await openCommandWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const secret = (data: object) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: { name: 'k8s-job-reporter-token', namespace: 'k8s-job-reporter' },
    data,
  });
const encode = (text: string) => Buffer.from(text).toString('base64');

describe('job-reporter kubeconfig', () => {
  test('makes of the token Secret a kubeconfig that a snapshot can be taken with', async () => {
    const data = {
      token: encode(tokenOf('reporter')),
      'ca.crt': encode(world.cluster.certificateAuthority.certificate),
    };
    const terminal = openTerminal({ KUBECONFIG: world.kubeconfig }, secret(data));

    const exitCode = await runCommandLine(['kubeconfig'], terminal);

    const file = join(world.folder, 'reader.kubeconfig');
    await writeFile(file, terminal.printed());
    const look = openTerminal();
    await runCommandLine(['snapshot', ...SAMPLE, '--kubeconfig', file], look);
    expect({ exitCode, told: terminal.told() }).toEqual({ exitCode: 0, told: '' });
    expect(look.printed()).toContain('    Phase:               SUCCEEDED\n');
  });

  test.each([
    ['', 'nothing came on stdin'],
    ['fake-token', 'it is not JSON'],
    [
      secret({ token: encode('fake-token') }),
      'data.ca.crt: not there yet: Kubernetes fills it a moment after the Secret is made',
    ],
    [
      JSON.stringify({ kind: 'ConfigMap' }),
      'kind: a Secret; type: kubernetes.io/service-account-token; data: not there yet: Kubernetes fills it a moment after the Secret is made',
    ],
  ])('says what %j lacks and quotes nothing of it', async (typed, why) => {
    // What is wrong with the Secret is said before it is asked which server it is for.
    const terminal = openTerminal({ KUBECONFIG: join(world.folder, 'no-such-file') }, typed);

    const exitCode = await runCommandLine(['kubeconfig'], terminal);

    expect({ exitCode, printed: terminal.printed() }).toEqual({ exitCode: 1, printed: '' });
    expect(terminal.told()).toBe(
      `error: reading the ServiceAccount's token Secret: ${why}. Pipe it in: kubectl get secret -n k8s-job-reporter k8s-job-reporter-token -o json | job-reporter kubeconfig\n`,
    );
  });
});
