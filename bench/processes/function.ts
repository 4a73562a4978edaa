import { subscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import * as z from 'zod';
import type { FunctionReport } from '../function/report.ts';
import { readPeakBytes } from '../rows/row-report.ts';

/**
 * What Lambda's runtime does with a function, once: loads the bundle of the first argument and hands it the event of the second.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
const handlerModule = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(
    (value) => typeof value === 'function',
  ),
});
const summary = z.object({ verdict: z.string() });

const [bundle = '', event = '', timeoutSeconds = ''] = process.argv.slice(2);
const endAt = Date.now() + Number(timeoutSeconds) * 1000;
const context = {
  awsRequestId: 'c0ffee00-1234-5678-9abc-def012345678',
  memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  getRemainingTimeInMillis: () => endAt - Date.now(),
};

const start = performance.now();
let firstGet: number | null = null;
// undici's own: https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
subscribe('undici:client:sendHeaders', () => {
  firstGet ??= performance.now() - start;
});

void invoke();

async function invoke(): Promise<void> {
  const { handler } = handlerModule.parse(createRequire(bundle)(bundle));
  const loadMilliseconds = performance.now() - start;
  const outcome = await handler(JSON.parse(event), context).then(
    (answer) => ({ verdict: summary.parse(answer).verdict, failure: null }),
    (error: unknown) => ({ verdict: null, failure: String(error) }),
  );
  const report: FunctionReport = {
    loadMilliseconds,
    firstGetMilliseconds: firstGet,
    runMilliseconds: performance.now() - start - loadMilliseconds,
    peakBytes: readPeakBytes('self') ?? process.resourceUsage().maxRSS * 1024,
    ...outcome,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
