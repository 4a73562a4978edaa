import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/**
 * What Lambda's runtime does with a function, once: loads `$LAMBDA_TASK_ROOT`'s `$_HANDLER`, hands it the event from standard
 * input, and prints what came of it as the last line.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const [module = '', name = ''] = (process.env['_HANDLER'] ?? '').split('.');
const event: unknown = JSON.parse(await text(process.stdin));
const file = pathToFileURL(join(process.env['LAMBDA_TASK_ROOT'] ?? '', `${module}.cjs`)).href;
const started = performance.now();
const loaded: unknown = await import(file);
const loadMilliseconds = performance.now() - started;
const end = Date.now() + 60_000;
const context = {
  awsRequestId: 'c0ffee00-1234-5678-9abc-def012345678',
  memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  getRemainingTimeInMillis: () => end - Date.now(),
};
try {
  print({ loadMilliseconds, answer: await findHandler(loaded)(event, context) });
} catch (error) {
  print({ loadMilliseconds, error: error instanceof Error ? error.stack : String(error) });
}

function findHandler(exports: unknown): (event: unknown, context: unknown) => Promise<unknown> {
  const handler: unknown =
    typeof exports === 'object' && exports !== null ? Reflect.get(exports, name) : undefined;
  if (typeof handler !== 'function') throw new Error(`${file} has no ${name}`);
  return async (...args) => (await Reflect.apply(handler, undefined, args)) as unknown;
}

function print(outcome: object): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
