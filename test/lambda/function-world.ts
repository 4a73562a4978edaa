import { onTestFinished } from 'vitest';
import * as z from 'zod';
import {
  startEmbeddedCluster,
  type EmbeddedCluster,
  type EmbeddedClusterOptions,
} from '../../demo/embedded-cluster.ts';
import {
  createReporterHandler,
  type HandlerDependencies,
  type ReporterHandler,
} from '../../lambda/handler.ts';
import { createKubeconfigCache } from '../../lambda/kubeconfig/cache.ts';
import type { InvocationContext } from '../../lambda/invocation.ts';
import { snapshotSchema, type K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import { SHORT_LIMITS } from '../doubles/cluster-monitor.ts';
import { startS3Store, type S3Store, type S3StoreOptions } from '../doubles/s3/store.ts';
import { startSecretsManager, type SecretsManagerDouble } from '../doubles/aws/secrets-manager.ts';

/** Amazon's own example key, with a session as a function's role has it. */
export const CREDENTIALS = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'session-token-of-the-role',
};
export const REGION = 'eu-central-1';

export const SECRET_ARN =
  'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfigs/trading-AbCdEf';
export const NOW = new Date('2026-11-22T19:00:03.250Z');
export const REPORT = 'prod/reports/target=trading-bots/date=2026-11-22/20261122T190000Z';
export const LATEST = 'prod/latest/trading-bots';

/** What the schedule sends for its slot of 19:00 UTC, with what is deployed of its target: see `deployTarget`. */
export const SCHEDULED = {
  target: {
    name: 'trading-bots',
    kubeconfigSecretArn: SECRET_ARN,
    namespace: 'trading-bots',
    labelSelector: 'app=arbitrage-tuning',
    // The clusters of tests are on loopback.
    allowLocalServer: true,
  },
  scheduledTime: '2026-11-22T19:00:00Z',
};

export interface FunctionWorldOptions {
  readonly cluster?: Partial<EmbeddedClusterOptions>;
  readonly store?: Partial<S3StoreOptions>;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly dependencies?: Partial<HandlerDependencies>;
}

/** The function and all that it talks to, on loopback, until the test ends. */
export interface FunctionWorld {
  readonly cluster: EmbeddedCluster;
  readonly store: S3Store;
  readonly secretsManager: SecretsManagerDouble;
  readonly handler: ReporterHandler;
  /** What the function wrote, line by line. */
  readonly lines: readonly string[];
}

/** With a kubeconfig of the cluster's reporter in the secret. */
export async function startFunctionWorld(options: FunctionWorldOptions = {}): Promise<FunctionWorld> {
  const [cluster, store, secretsManager] = await Promise.all([
    startEmbeddedCluster({ now: () => NOW, ...options.cluster }),
    startS3Store({ bucket: 'report-archive', region: REGION, credentials: CREDENTIALS, ...options.store }),
    startSecretsManager({ region: REGION, credentials: CREDENTIALS }),
  ]);
  onTestFinished(async () => {
    await Promise.all([cluster.close(), store.close(), secretsManager.close()]);
  });
  secretsManager.place(SECRET_ARN, { SecretString: cluster.kubeconfig({ as: 'reporter' }) });
  const lines: string[] = [];
  const handler = deployTarget({
    variables: {
      AWS_REGION: REGION,
      REPORT_ARCHIVE: 's3://report-archive/prod',
      AWS_ENDPOINT_URL_S3: store.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
      ...options.variables,
    },
    credentials: CREDENTIALS,
    readSettings: () => JSON.stringify({ targets: { [SCHEDULED.target.name]: SCHEDULED.target } }),
    kubeconfigs: createKubeconfigCache(),
    // The double keeps to conditions, and need not be asked whether it does.
    proof: new Set(['If-None-Match', 'If-Match']),
    now: () => NOW,
    startTimer: () => () => {},
    limits: SHORT_LIMITS,
    write: (line) => void lines.push(line),
    ...options.dependencies,
  });
  return { cluster, store, secretsManager, handler, lines };
}

const deployingSchema = z.looseObject({ target: z.looseObject({ name: z.string() }) });

/** A handler that has the target of an event deployed, where that is told whole, and then gets its name only, as schedules send it. */
function deployTarget(dependencies: HandlerDependencies): ReporterHandler {
  return async (event, context) => {
    const { data } = deployingSchema.safeParse(event);
    if (data === undefined) return await createReporterHandler(dependencies)(event, context);
    const { name } = data.target;
    const readSettings = () => JSON.stringify({ targets: { [name]: data.target } });
    return await createReporterHandler({ ...dependencies, readSettings })({ ...data, target: name }, context);
  };
}

/** An invocation with a minute to go, of which it takes 1.25 s. */
export function makeContext(remaining = 60_000, memoryLimitInMB = '512'): InvocationContext {
  const left = [remaining, remaining - 1250];
  return {
    awsRequestId: 'c0ffee00-1234-5678-9abc-def012345678',
    memoryLimitInMB,
    getRemainingTimeInMillis: () => {
      const next = left.shift();
      if (next === undefined) throw new Error('the time is asked for at the start and at the end');
      return next;
    },
  };
}

export function readReport(store: S3Store, key = `${REPORT}.json`): K8sMonitorSnapshot {
  return snapshotSchema.parse(JSON.parse(readText(store, key)));
}

export function readText(store: S3Store, key: string): string {
  const object = store.objects.get(key);
  if (object === undefined)
    throw new Error(`${key} is not in the store: ${[...store.objects.keys()].join(', ')}`);
  return object.bytes.toString('utf8');
}

const lineSchema = z.record(z.string(), z.unknown());
const metricsSchema = z.looseObject({ Timestamp: z.number() });

/** The lines as data, without when they were written: that is the machine's business. */
export function readLines(lines: readonly string[]): readonly Readonly<Record<string, unknown>>[] {
  return lines.map((line) => {
    const { timestamp: _, ...fields } = lineSchema.parse(JSON.parse(line));
    if (fields['_aws'] === undefined) return fields;
    const { Timestamp: __, ...metrics } = metricsSchema.parse(fields['_aws']);
    return { ...fields, _aws: metrics };
  });
}
