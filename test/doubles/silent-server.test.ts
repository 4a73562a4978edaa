import { once } from 'node:events';
import { connect } from 'node:tls';

import { describe, expect, it } from 'vitest';

import { startSilentServer } from './silent-server.ts';

describe('the silent server', () => {
  it('takes a connection and never shakes hands, until it closes', async () => {
    const server = await startSilentServer();
    const { port } = new URL(server.url);
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    const ended = once(socket, 'error').then(([error]: unknown[]) => error);
    await once(socket, 'connect');
    const authorized = once(socket, 'secureConnect').then(() => 'shook hands');

    // A whole turn of another connection: whoever would answer the first has had the time to.
    const other = connect({ host: '127.0.0.1', port: Number(port) });
    await once(other, 'connect');
    const state = await Promise.race([authorized, ended, Promise.resolve('still waiting')]);
    other.on('error', () => undefined);
    await server.close();

    expect(state).toBe('still waiting');
    expect(await ended).toMatchObject({ code: 'ECONNRESET' });
    expect(server.countConnections()).toBe(2);
  });
});
