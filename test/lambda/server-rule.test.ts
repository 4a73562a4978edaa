import { describe, expect, it, onTestFinished } from 'vitest';
import { startConnectProxy } from '../doubles/connect-proxy.ts';
import { makeContext, readReport, SCHEDULED, SECRET_ARN, startFunctionWorld } from './function-world.ts';

const { allowLocalServer: _, ...target } = SCHEDULED.target;
const UNTOLD = { ...SCHEDULED, target };

const LOCAL =
  "it is an address of the machine itself or of its link, where its own services are: in Lambda, those that hand out events and credentials. Correct the kubeconfig, or allow it by the target's allowLocalServer";
const PLAIN =
  'it is plain http, over which anybody in between can make up the report. Give an https:// address';

/** What a report says of a secret with this server in it, and whether anything was connected to. */
async function runWith(change: (kubeconfig: string, server: string) => string, event: object = UNTOLD) {
  const { handler, secretsManager, store, cluster } = await startFunctionWorld();
  const kubeconfig = cluster.kubeconfig({ as: 'reporter' });
  secretsManager.place(SECRET_ARN, { SecretString: change(kubeconfig, cluster.server) });
  await handler(event, makeContext());
  return {
    errors: readReport(store).errors,
    connections: cluster.countConnections(),
    server: cluster.server,
  };
}

describe('whoever writes the secret cannot send the function to its own machine', () => {
  it.each([
    ['https://127.0.0.1:6443', '127.0.0.1:6443'],
    ['https://2130706433:6443', '127.0.0.1:6443'],
    ['https://0x7f.1/', '127.0.0.1'],
    ['https://127.9.9.9/', '127.9.9.9'],
    ['https://0.0.0.0:9001', '0.0.0.0:9001'],
    ['https://169.254.170.2/', '169.254.170.2'],
    ['https://169.254.169.254/', '169.254.169.254'],
    ['"https://[::1]:6443"', '[::1]:6443'],
    ['"https://[::]:6443"', '[::]:6443'],
    ['"https://[::ffff:127.0.0.1]:6443"', '[::ffff:7f00:1]:6443'],
    ['"https://[::ffff:a9fe:a9fe]"', '[::ffff:a9fe:a9fe]'],
    ['"https://[fe80::1]"', '[fe80::1]'],
    ['"https://[fd00:ec2::254]"', '[fd00:ec2::254]'],
  ])('by the address %s', async (address, said) => {
    const { errors, connections } = await runWith((text, server) => text.replace(server, address));

    expect(errors).toEqual([`SERVER_REFUSED: connecting to ${said}: ${LOCAL}`]);
    expect(connections).toBe(0);
  });

  it('by a name that leads there', async () => {
    const { errors, connections, server } = await runWith((text) => text.replace('127.0.0.1', 'localhost'));

    const named = server.replace('127.0.0.1', 'localhost');
    expect(errors).toEqual([`SERVER_REFUSED: connecting to ${named}/: ${LOCAL}`]);
    expect(connections).toBe(0);
  });

  it.each(['127.0.0.1', 'localhost'])('by a proxy at %s', async (host) => {
    const proxy = await startConnectProxy();
    onTestFinished(proxy.close);
    const url = proxy.url.replace('127.0.0.1', host);

    const { errors } = await runWith((text, server) =>
      text.replace(`server: ${server}`, `server: https://cluster.example\n      proxy-url: ${url}`),
    );

    expect(errors).toEqual([
      expect.stringMatching(/^SERVER_REFUSED: connecting to .*: it is an address of the/),
    ]);
    expect(proxy.tunnels).toEqual([]);
  });
});

describe('whoever stands in between cannot make up a report', () => {
  it.each([
    ['unless told', UNTOLD],
    ['though the target allows a local server', SCHEDULED],
  ])('plain http is refused in Lambda, %s', async (_title, event) => {
    const { errors } = await runWith(
      (text, server) =>
        text.replace(server, 'http://cluster.example').replace(/ {4}user:\n.*\n/, '    user: {}\n'),
      event,
    );

    expect(errors).toEqual([`SERVER_REFUSED: connecting to http://cluster.example: ${PLAIN}`]);
  });
});
