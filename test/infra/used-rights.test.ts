import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { s3Error } from '../doubles/s3/answer.ts';
import { makeContext, SECRET_ARN, startFunctionWorld } from '../lambda/function-world.ts';
import type { DeployedTemplate } from './deployed-template.ts';
import { covers, isAllowed, listGrants, type AwsCall, type Grant } from './policy-evaluation.ts';
import { findResource, listResources, synthesizeStack } from './synthesized-stack.ts';

const stack = synthesizeStack(`
name: reporter
schedule: { rate: 15 minutes }
targets:
  - { name: trading-bots, namespace: trading-bots, labelSelector: app=arbitrage-tuning, kubeconfigSecretArn: '${SECRET_ARN}' }
`);
const BUCKET = 'arn:aws:s3:::reports';

/** What the services do in the roles' names, which no double sees. */
const CALLS_OF_LAMBDA: readonly AwsCall[] = [
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
  ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
    action,
    resource:
      'arn:aws:logs:eu-central-1:123456789012:log-group:FunctionLog:log-stream:2026/11/22/[$LATEST]c0ffee',
  })),
  // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
  { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-central-1:123456789012:FailedRuns' },
];
const CALLS_OF_SCHEDULER: readonly AwsCall[] = [
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html
  { action: 'lambda:InvokeFunction', resource: 'arn:aws:lambda:eu-central-1:123456789012:function:Function' },
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
  { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-central-1:123456789012:UndeliveredSlots' },
];

describe("the function's rights", () => {
  it('are what its runs need, and no run needs more', async () => {
    const grants = listGrantsOfFunction(stack);

    const { calls, outcomes } = await runWithRights(grants);

    expect(outcomes).toEqual([
      'stored moved',
      'found already',
      'stored moved',
      'stored newer-exists',
      'stored moved',
    ]);
    expect(calls.length).toBeGreaterThan(20);
    expect(calls.filter((call) => !isAllowed(grants, call))).toEqual([]);
  });

  it('are all used: by a run, or by Lambda in its name', async () => {
    const grants = listGrantsOfFunction(stack);

    const { calls } = await runWithRights(grants);

    const used = [...calls, ...CALLS_OF_LAMBDA];
    expect(grants.filter((grant) => !used.some((call) => covers(grant, call)))).toEqual([]);
    expect(CALLS_OF_LAMBDA.filter((call) => !isAllowed(grants, call))).toEqual([]);
  });

  it('would not be enough without any one of them', async () => {
    const grants = listGrantsOfFunction(stack);
    const ofRuns = grants.filter((grant) => !CALLS_OF_LAMBDA.some((call) => covers(grant, call)));

    const { calls } = await runWithRights(grants);

    const spare = ofRuns.filter((grant) => {
      const others = grants.filter((other) => other !== grant);
      return calls.every((call) => isAllowed(others, call));
    });
    expect(ofRuns).toHaveLength(2 * 2 + 2 + 1);
    expect(spare).toEqual([]);
  });

  it('let nobody write a report who does not say that there is none yet', () => {
    const grants = listGrantsOfFunction(stack);
    const report = { action: 's3:PutObject', resource: `${BUCKET}/reports/target=a/report.json` };

    expect(isAllowed(grants, report)).toBe(false);
    expect(isAllowed(grants, { ...report, context: { 's3:if-none-match': '*' } })).toBe(true);
  });

  it('let a first run tell a missing report from a denied one', async () => {
    const grants = listGrantsOfFunction(stack).filter(({ action }) => action !== 's3:ListBucket');

    const running = runWithRights(grants);

    await expect(running).rejects.toMatchObject({ code: 'ARCHIVE_DENIED' });
  });
});

describe("the schedules' rights", () => {
  it('are what EventBridge Scheduler does in their name, and nothing else', () => {
    const { properties } = findResource(stack, 'AWS::IAM::Role', 'ScheduleRole');
    const schema = z.object({ Policies: z.array(z.object({ PolicyDocument: z.unknown() })) });

    const grants = schema.parse(properties).Policies.flatMap((policy) => listGrants(policy.PolicyDocument));

    expect(CALLS_OF_SCHEDULER.filter((call) => !isAllowed(grants, call))).toEqual([]);
    expect(grants.filter((grant) => !CALLS_OF_SCHEDULER.some((call) => covers(grant, call)))).toEqual([]);
  });
});

/**
 * Runs that meet all that a run can meet in the archive: an empty one, its own report, an older one, a newer one, and a report that
 * vanished under its hands. S3 refuses what the grants do not allow.
 */
async function runWithRights(grants: readonly Grant[]) {
  const calls: AwsCall[] = [];
  const { handler, store, secretsManager } = await startFunctionWorld({
    variables: { REPORT_ARCHIVE: 's3://reports' },
    store: {
      bucket: 'reports',
      allows: (action, key, condition) => {
        const call = describeCall(action, key, condition);
        calls.push(call);
        return isAllowed(grants, call);
      },
    },
  });
  const run = async (slot: string) => {
    const { outcome, latest } = await handler(makeEvent(slot), makeContext());
    return `${outcome} ${latest}`;
  };
  const outcomes = [
    await run('2026-11-22T18:00:00Z'),
    await run('2026-11-22T18:00:00Z'),
    await run('2026-11-22T18:15:00Z'),
    await run('2026-11-22T17:45:00Z'),
  ];
  store.failNext({
    on: 's3:PutObject',
    key: 'reports/target=trading-bots/date=2026-11-22/20261122T183000Z.json',
    when: 'instead',
    answer: s3Error(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    ),
  });
  outcomes.push(await run('2026-11-22T18:30:00Z'));
  return { calls: [...calls, ...secretsManager.calls], outcomes };
}

/** S3 asks for the right to list when a key is missing, with the key as the prefix. */
function describeCall(action: string, key: string, condition: Readonly<Record<string, string>>): AwsCall {
  if (action === 's3:ListBucket') return { action, resource: BUCKET, context: { 's3:prefix': key } };
  return { action, resource: `${BUCKET}/${key}`, context: condition };
}

/** As the schedule of the stack makes it. */
function makeEvent(slot: string): unknown {
  const schema = z.object({ Target: z.object({ Input: z.string() }) });
  const { Target } = schema.parse(findResource(stack, 'AWS::Scheduler::Schedule').properties);
  return JSON.parse(Target.Input.replace('<aws.scheduler.scheduled-time>', slot));
}

function listGrantsOfFunction(template: DeployedTemplate): readonly Grant[] {
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    listResources(template, type),
  );
  const schema = z.object({ PolicyDocument: z.unknown() });
  return policies.flatMap(({ properties }) => listGrants(schema.parse(properties).PolicyDocument));
}
