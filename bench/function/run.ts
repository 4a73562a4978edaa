import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { NODE_OPTIONS } from '../../infra/bundle/node-options.ts';
import type { AwsOrder } from '../machine/aws-order.ts';
import { functionReport, type FunctionReport } from './report.ts';
import { startProcess } from '../machine/told-process.ts';

export interface FunctionBundles {
  /** The function as it is deployed. */
  readonly handler: string;
  /** What stands for Lambda's runtime. */
  readonly runtime: string;
}

export interface FunctionSize {
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}

/** Amazon's own example key; the region is the doubles'. */
const AWS = {
  bucket: 'report-archive',
  region: 'eu-central-1',
  credentials: {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    sessionToken: 'session-token-of-the-role',
  },
  secretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfigs/bench-AbCdEf',
};

const EVENT = { target: 'bench' };
const SETTINGS = {
  targets: {
    bench: {
      kubeconfigSecretArn: AWS.secretArn,
      namespace: 'trading-bots',
      labelSelector: 'session_id=synthetic',
      // The embedded cluster is on loopback.
      allowLocalServer: true,
    },
  },
};

const endpoints = z.object({ s3: z.string(), secretsManager: z.string() });

/** Of a function's memory what Lambda's runtime leaves to V8's old space. */
const HEAP_SHARE = 0.9;

export interface FunctionOptions {
  readonly scheduledTime?: string;
  /** Settings of the target that are not as usual. */
  readonly target?: object;
  /** A folder of the kernel's (cgroup v1, `memory`, or v2) whose limit the process is to be under. */
  readonly cgroup?: string;
}

export interface FunctionWorld extends Disposable {
  /** One invocation in a fresh process. Rejects when the process died of it. */
  readonly invoke: (
    bundles: FunctionBundles,
    size: FunctionSize,
    options?: FunctionOptions,
  ) => Promise<FunctionReport>;
  /** Lets all objects go but the first so many, as if the run had died behind the last of these. */
  readonly keepObjects: (count: number) => Promise<void>;
  /** The bytes of each object, in the order in which they were stored. */
  readonly listObjects: () => Promise<readonly number[]>;
}

/** S3 and Secrets Manager in a process of their own: what lies there is no memory of the function's. */
export async function startFunctionWorld(kubeconfig: string): Promise<FunctionWorld> {
  const order: AwsOrder = { ...AWS, kubeconfig };
  const aws = await startProcess('aws', order);
  const { s3, secretsManager } = endpoints.parse(aws.hello);
  return {
    invoke: async (bundles, size, options = {}) =>
      await invoke(bundles, size, { s3, secretsManager }, options),
    keepObjects: async (count) => void (await aws.ask(`keep ${count}`)),
    listObjects: async () =>
      z
        .array(z.object({ bytes: z.int() }))
        .parse(await aws.ask('objects'))
        .map(({ bytes }) => bytes),
    [Symbol.dispose]: () => aws[Symbol.dispose](),
  };
}

async function invoke(
  { handler, runtime }: FunctionBundles,
  { memoryMegabytes, timeoutSeconds }: FunctionSize,
  { s3, secretsManager }: z.infer<typeof endpoints>,
  { scheduledTime, target = {}, cgroup }: FunctionOptions,
): Promise<FunctionReport> {
  // The shell goes into the group and becomes the function there.
  const enter = cgroup === undefined ? [] : ['-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', cgroup];
  const child = spawn(
    cgroup === undefined ? process.execPath : 'sh',
    [
      ...enter,
      ...(cgroup === undefined ? [] : [process.execPath]),
      `--max-old-space-size=${Math.floor(memoryMegabytes * HEAP_SHARE)}`,
      ...NODE_OPTIONS,
      runtime,
      handler,
      JSON.stringify({ ...EVENT, ...(scheduledTime === undefined ? {} : { scheduledTime }) }),
      String(timeoutSeconds),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        AWS_REGION: AWS.region,
        AWS_ACCESS_KEY_ID: AWS.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: AWS.credentials.secretAccessKey,
        AWS_SESSION_TOKEN: AWS.credentials.sessionToken,
        AWS_LAMBDA_FUNCTION_NAME: 'bench',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
        JOB_REPORTER_SETTINGS: JSON.stringify({
          targets: { bench: { ...SETTINGS.targets.bench, ...target } },
        }),
        REPORT_ARCHIVE: `s3://${AWS.bucket}`,
        AWS_ENDPOINT_URL_S3: s3,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
      },
    },
  );
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  if (child.exitCode !== 0)
    throw new Error(`the function ended with ${child.exitCode ?? child.signalCode}: see above`);
  return functionReport.parse(JSON.parse(last));
}
