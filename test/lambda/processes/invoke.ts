import { handler } from '../../../lambda/handler.ts';

// Stands for Lambda's runtime: one invocation, its answer or its error as the last line, and no exit but the natural one.
const [event = 'null'] = process.argv.slice(2);
const end = Date.now() + 60_000;
const context = {
  awsRequestId: 'c0ffee00-1234-5678-9abc-def012345678',
  memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ?? '512',
  getRemainingTimeInMillis: () => end - Date.now(),
};
try {
  process.stdout.write(`${JSON.stringify(await handler(JSON.parse(event), context))}\n`);
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
  process.exitCode = 1;
}
