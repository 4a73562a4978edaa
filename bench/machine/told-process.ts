import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';

/** A process that plays something for the bench and answers one question at a time. */
export interface ToldProcess extends Disposable {
  /** The first thing that it said. */
  readonly hello: unknown;
  readonly ask: (question: string) => Promise<unknown>;
}

/** Starts `processes/NAME.ts` with an order and waits for its first message. It ends when it is let go, with this process at the latest. */
export async function startProcess(name: string, order: unknown): Promise<ToldProcess> {
  const child = fork(join(import.meta.dirname, '../processes', `${name}.ts`), [JSON.stringify(order)]);
  return {
    hello: await receive(child, name),
    ask: (question) => {
      const answer = receive(child, name);
      child.send(question);
      return answer;
    },
    [Symbol.dispose]: () => child.disconnect(),
  };
}

async function receive(child: ChildProcess, name: string): Promise<unknown> {
  const ended = new AbortController();
  const onExit = () => ended.abort(new Error(`the process that plays ${name} has ended: see above`));
  child.once('exit', onExit);
  try {
    const [message] = z.array(z.unknown()).parse(await once(child, 'message', { signal: ended.signal }));
    return message;
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    child.off('exit', onExit);
  }
}
