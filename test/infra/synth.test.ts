import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { snapshotSchema } from '../../src/snapshot/model/snapshot.ts';
import { startS3Store } from '../doubles/s3/store.ts';
import { startSecretsManager } from '../doubles/aws/secrets-manager.ts';
import { CREDENTIALS, REGION } from '../lambda/function-world.ts';
import { findBundle, listTemplates, readTemplate, ROOT, runCdkSynth } from './cdk-synth.ts';
import { runNode, type ChildOutcome } from './child-process.ts';
import { readScheduledEvent, runFunction } from './function-process.ts';
import { findResource } from './synthesized-stack.ts';

const CARELESS_APP = fileURLToPath(new URL('processes/careless-app.ts', import.meta.url));
/** Of the shipped file. */
const STACK = 'k8s-job-reporter';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:k8s-job-reporter/trading-bots-AbCdEf';
const EVERY_FIELD_WRONG = 'test/fixtures/config/every-field-wrong';
/** Of the minified code, in bytes, without its source map. */
const BUDGET = 1_500_000;
const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(z.unknown()),
      suppressedViolations: z.array(z.unknown()),
    }),
  ),
});

const settingsSchema = z.object({ targets: z.record(z.string(), z.looseObject({})) });

let folder = '';
let runs: Readonly<Record<'shipped' | 'wrong' | 'careless', ChildOutcome>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reporter-cdk-'));
  const [shipped, wrong, careless] = await Promise.all([
    runCdkSynth(join(folder, 'shipped')),
    runCdkSynth(join(folder, 'wrong'), '-c', `config=${EVERY_FIELD_WRONG}.yaml`),
    runNode([CARELESS_APP], { cwd: ROOT, env: { CDK_OUTDIR: join(folder, 'careless') } }),
  ]);
  runs = { shipped, wrong, careless };
}, 180_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('cdk synth', () => {
  it('makes a template of the shipped file, without credentials, network and Docker', async () => {
    const template = await readTemplate(join(folder, 'shipped'), STACK);

    expect(runs.shipped).toMatchObject({ exitCode: 0, stdout: '' });
    expect(findResource(template, 'AWS::Scheduler::Schedule').properties).toMatchObject({
      Name: 'trading-bots',
    });
  });

  it('leaves no finding of cdk-nag open, nor of CloudFormation’s own rules', async () => {
    const report = await readFile(join(folder, 'shipped', 'validation-report.json'), 'utf8');

    const { pluginReports } = reportSchema.parse(JSON.parse(report));

    expect(pluginReports.map(({ pluginName, violations }) => [pluginName, violations])).toEqual([
      ['AwsSolutions', []],
    ]);
    expect(pluginReports[0]?.suppressedViolations).toHaveLength(5);
  });

  it('fails on what cdk-nag finds and nobody has given a reason for', () => {
    const { exitCode, stdout, stderr } = runs.careless;

    expect(exitCode).toBe(1);
    expect(`${stdout}${stderr}`).toContain('AwsSolutions-S1');
  });

  it('says every mistake of a config that has one in every field, and makes nothing', async () => {
    const mistakes = await readFile(join(ROOT, `${EVERY_FIELD_WRONG}.txt`), 'utf8');

    const { exitCode, stderr } = runs.wrong;

    expect(exitCode).toBe(1);
    expect(stderr).toContain(mistakes.replace('every-field-wrong.yaml', `${EVERY_FIELD_WRONG}.yaml`));
    expect(await listTemplates(join(folder, 'wrong'))).toEqual([]);
  });
});

describe('the bundle that cdk synth makes', () => {
  it('is within its budget', async () => {
    const bundle = await findBundle(join(folder, 'shipped'), STACK);

    const { size } = await stat(join(bundle, 'index.cjs'));

    process.stdout.write(`The function's bundle has ${size} of ${BUDGET} bytes\n`);
    expect(size).toBeLessThanOrEqual(BUDGET);
    expect(new Set(await readdir(bundle))).toEqual(new Set(['index.cjs', 'index.cjs.map', 'settings.json']));
  });

  it('has the settings of the targets beside it, which no event changes', async () => {
    const bundle = await findBundle(join(folder, 'shipped'), STACK);

    const settings: unknown = JSON.parse(await readFile(join(bundle, 'settings.json'), 'utf8'));

    expect(settings).toEqual({
      targets: {
        'trading-bots': {
          namespace: 'trading-bots',
          labelSelector: 'app=arbitrage-tuning',
          maxLogLines: 100,
          redaction: { enabled: true, patterns: [] },
          kubeconfigSecretArn: SECRET,
        },
      },
    });
  });

  it('does a whole run by itself, in the function’s environment', async () => {
    const { cluster, store, secretsManager, process: world } = await startWorld();

    const { outcome, lines, stderr } = await runFunction(world);

    expect(stderr).toBe('');
    expect(outcome).toMatchObject({
      answer: {
        target: 'trading-bots',
        slot: '2026-11-22T19:00:00Z',
        archive: 's3://reports',
        outcome: 'stored',
        latest: 'moved',
        jobs: { SUCCEEDED: 13, FAILED: 6 },
      },
    });
    expect([...store.objects.keys()]).toEqual([
      'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json',
      'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.txt',
      'latest/trading-bots.json',
      'latest/trading-bots.txt',
    ]);
    expect(secretsManager.calls).toHaveLength(1);
    expect(cluster.requests.length).toBeGreaterThan(30);
    expect(lines.map((line) => Object.keys(line).includes('_aws'))).toEqual([false, true]);
  });

  it('heeds the limits of its target', async () => {
    const { store, process: world } = await startWorld({ limits: { lineBytes: 1024 } });

    await runFunction(world);

    const json = store.objects.get('latest/trading-bots.json')?.bytes.toString('utf8') ?? 'null';
    const { podsLogs } = snapshotSchema.parse(JSON.parse(json));
    const longest = Math.max(
      ...podsLogs.flatMap(({ lines }) => lines.map((line) => Buffer.byteLength(line))),
    );
    expect(longest).toBeGreaterThan(1000);
    expect(longest).toBeLessThan(1100);
  });

  it('tells its errors by their names and by the lines of the sources', async () => {
    const { process: world } = await startWorld();

    const { outcome } = await runFunction({ ...world, event: { target: {} } });

    const { error } = z.looseObject({ error: z.string() }).parse(outcome);
    expect(error).toMatch(/^ConfigurationError: reading the event: /);
    expect(error).toMatch(
      /at parseSettings \(.*\/src\/config\/settings\/object\.ts:\d+:\d+\)\n.*\/lambda\/event\.ts:\d+:\d+\)\n/,
    );
  });
});

/** The bundle with other settings of its target, and a cluster that is on this machine. */
async function redeploy(bundle: string, settings: object): Promise<string> {
  const changed = await mkdtemp(join(folder, 'bundle-'));
  await cp(bundle, changed, { recursive: true });
  const file = join(changed, 'settings.json');
  const { targets } = settingsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const target = { ...targets['trading-bots'], allowLocalServer: true, ...settings };
  await writeFile(file, JSON.stringify({ targets: { 'trading-bots': target } }));
  return changed;
}

/** What the function of the shipped config meets, and how to start it for its slot of 19:00 UTC. */
async function startWorld(settings: object = {}) {
  const [cluster, store, secretsManager] = await Promise.all([
    startEmbeddedCluster({ now: () => new Date() }),
    startS3Store({ bucket: 'reports', region: REGION, credentials: CREDENTIALS }),
    startSecretsManager({ region: REGION, credentials: CREDENTIALS }),
  ]);
  onTestFinished(async () => {
    await Promise.all([cluster.close(), store.close(), secretsManager.close()]);
  });
  secretsManager.place(SECRET, { SecretString: cluster.kubeconfig({ as: 'reporter' }) });
  const output = join(folder, 'shipped');
  const template = await readTemplate(output, STACK);
  const endpoints = {
    AWS_ENDPOINT_URL_S3: store.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
  };
  const bundle = await redeploy(await findBundle(output, STACK), settings);
  const event = readScheduledEvent(template, '2026-11-22T19:00:00Z');
  return { cluster, store, secretsManager, process: { bundle, template, endpoints, event } };
}
