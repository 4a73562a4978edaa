import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { CREDENTIALS, REGION } from '../lambda/function-world.ts';
import { runNode } from './child-process.ts';
import type { DeployedTemplate } from './deployed-template.ts';
import { findResource } from './synthesized-stack.ts';

const RUNTIME = fileURLToPath(new URL('processes/function-runtime.ts', import.meta.url));

export interface FunctionProcess {
  readonly bundle: string;
  readonly template: DeployedTemplate;
  /** Where S3 and Secrets Manager are to be found. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly event: unknown;
}

const functionSchema = z.object({
  Handler: z.string(),
  MemorySize: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});

/** Starts the bundle as a plain process with the variables that the template and Lambda give it. */
export async function runFunction({ bundle, template, endpoints, event }: FunctionProcess) {
  const { Handler, MemorySize, Environment } = functionSchema.parse(
    findResource(template, 'AWS::Lambda::Function').properties,
  );
  const { stdout, stderr } = await runNode([RUNTIME], {
    cwd: bundle,
    input: JSON.stringify(event),
    env: {
      ...Environment.Variables,
      ...endpoints,
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
      _HANDLER: Handler,
      LAMBDA_TASK_ROOT: bundle,
      TZ: ':UTC',
      AWS_REGION: REGION,
      AWS_LAMBDA_FUNCTION_NAME: 'reporter',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
    },
  });
  const written = stdout.trim().split('\n');
  const lines = z.array(z.looseObject({})).parse(written.map((line): unknown => JSON.parse(line)));
  return { outcome: lines.at(-1), lines: lines.slice(0, -1), stderr };
}

/** What the template's schedule sends for its slot. */
export function readScheduledEvent(template: DeployedTemplate, slot: string): unknown {
  const schema = z.object({ Target: z.object({ Input: z.string() }) });
  const { Target } = schema.parse(findResource(template, 'AWS::Scheduler::Schedule').properties);
  return JSON.parse(Target.Input.replace('<aws.scheduler.scheduled-time>', slot));
}
