import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findRunbook } from '../../infra/bundle/runbook.ts';
import { findAlarm, listAlarms } from './deployed-alarm.ts';
import { SECRET, SMALL_CONFIG } from './small-config.ts';
import { findResource, synthesizeStack } from './synthesized-stack.ts';

const RUNBOOK = new URL('../../docs/runbook.md', import.meta.url);
const RUNBOOK_PAGE = findRunbook();
const small = synthesizeStack(SMALL_CONFIG);

const TO_THE_TOPIC = {
  AlarmActions: ['arn:aws:sns:eu-central-1:123456789012:Alarms'],
  OKActions: ['arn:aws:sns:eu-central-1:123456789012:Alarms'],
};
const ONE_OF_ONE = { EvaluationPeriods: 1, DatapointsToAlarm: 1 };
const AT_LEAST_ONE = { Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' };
const OF_TRADING_BOTS = {
  Namespace: 'K8sJobReporter/reporter',
  Dimensions: [{ Name: 'target', Value: 'trading-bots' }],
};

/** What an operator looks up in the runbook beside alarms. */
const WITHOUT_ALARM = ['reading-the-archive', 'messages'];

describe('the alarms', () => {
  it('are those of the target, of the function and of the queues', () => {
    const names = listAlarms(small).map((alarm) => alarm.AlarmName);

    expect(names).toEqual([
      'reporter/trading-bots/no-report',
      'reporter/trading-bots/failed-jobs',
      'reporter/trading-bots/partial-reports',
      'reporter/function-errors',
      'reporter/function-throttles',
      'reporter/failed-runs',
      'reporter/undelivered-slots',
    ]);
  });

  it('tell when a slot has brought no report, by the time that its last attempt must have ended', () => {
    const alarm = findAlarm(small, 'reporter/trading-bots/no-report');

    expect(alarm).toEqual({
      AlarmName: 'reporter/trading-bots/no-report',
      AlarmDescription: `A slot of target trading-bots has produced no report. What to do: ${RUNBOOK_PAGE}#no-report`,
      ...TO_THE_TOPIC,
      Metrics: [
        { Id: 'expr_1', Expression: 'FILL(reports, 0)', Label: 'Reports', ReturnData: true },
        {
          Id: 'reports',
          MetricStat: {
            Metric: { ...OF_TRADING_BOTS, MetricName: 'ReportsStored' },
            Period: 300,
            Stat: 'Sum',
          },
          ReturnData: false,
        },
      ],
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      // 15 min between slots, twice 7.5 min of events, 5 min of a run, 2 min of metrics: 37 min, in 5 minutes' steps, and one more.
      EvaluationPeriods: 9,
      DatapointsToAlarm: 9,
      TreatMissingData: 'breaching',
    });
  });

  it.each([
    ['failed-jobs', 'JobsFailed', 'Jobs of target trading-bots have failed.'],
    ['partial-reports', 'ReportsIncomplete', 'The report of target trading-bots is not complete.'],
  ])('tell of %s until a report says otherwise', (section, metric, says) => {
    const alarm = findAlarm(small, `reporter/trading-bots/${section}`);

    expect(alarm).toEqual({
      AlarmName: `reporter/trading-bots/${section}`,
      AlarmDescription: `${says} What to do: ${RUNBOOK_PAGE}#${section}`,
      ...TO_THE_TOPIC,
      ...OF_TRADING_BOTS,
      MetricName: metric,
      Statistic: 'Maximum',
      Period: 300,
      ...AT_LEAST_ONE,
      ...ONE_OF_ONE,
      TreatMissingData: 'ignore',
    });
  });

  it.each([
    ['function-errors', 'Errors', 'A run has failed; Lambda tries it twice more.'],
    ['function-throttles', 'Throttles', 'Lambda has made runs wait.'],
  ])('tell of %s', (section, metric, says) => {
    const alarm = findAlarm(small, `reporter/${section}`);

    expect(alarm).toEqual({
      AlarmName: `reporter/${section}`,
      AlarmDescription: `${says} What to do: ${RUNBOOK_PAGE}#${section}`,
      ...TO_THE_TOPIC,
      Namespace: 'AWS/Lambda',
      Dimensions: [{ Name: 'FunctionName', Value: 'Function' }],
      MetricName: metric,
      Statistic: 'Sum',
      Period: 300,
      ...AT_LEAST_ONE,
      ...ONE_OF_ONE,
      TreatMissingData: 'notBreaching',
    });
  });

  it.each([
    ['failed-runs', 'FailedRuns', 'A run has failed for good: all its attempts are used up.'],
    ['undelivered-slots', 'UndeliveredSlots', 'A slot of a schedule has not reached the function.'],
  ])('tell of %s as long as they lie in their queue', (section, queue, says) => {
    const alarm = findAlarm(small, `reporter/${section}`);

    expect(alarm).toEqual({
      AlarmName: `reporter/${section}`,
      AlarmDescription: `${says} What to do: ${RUNBOOK_PAGE}#${section}`,
      ...TO_THE_TOPIC,
      Namespace: 'AWS/SQS',
      Dimensions: [{ Name: 'QueueName', Value: queue }],
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Period: 300,
      ...AT_LEAST_ONE,
      ...ONE_OF_ONE,
      TreatMissingData: 'notBreaching',
    });
  });

  it('each link a section that the runbook has, and the runbook has no other of an alarm', () => {
    const headings = readFileSync(RUNBOOK, 'utf8').matchAll(/^## (.+)$/gm);

    const linked = listAlarms(small).map(
      (alarm) => alarm.AlarmDescription.split(`What to do: ${RUNBOOK_PAGE}#`)[1],
    );

    const sections = [...headings].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'));
    expect(new Set([...linked, ...WITHOUT_ALARM])).toEqual(new Set(sections));
  });

  it('link the runbook where the config says that it is read, and mail to whom it says', () => {
    const template = synthesizeStack(
      `${SMALL_CONFIG}alarms: { email: ops@example.com, runbook: 'https://git.example.com/runbook.md' }`,
    );

    const alarm = findAlarm(template, 'reporter/failed-runs');

    expect(alarm.AlarmDescription).toMatch(
      /What to do: https:\/\/git\.example\.com\/runbook\.md#failed-runs$/,
    );
    expect(findResource(template, 'AWS::SNS::Subscription').properties).toEqual({
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      TopicArn: 'arn:aws:sns:eu-central-1:123456789012:Alarms',
    });
  });

  it('leaves the other alarms of such a target', () => {
    const template = synthesizeStack(`
name: reporter
schedule: { cron: 0 2 ? * SUN * }
targets:
  - { name: weekly, namespace: batch, labelSelector: '', kubeconfigSecretArn: '${SECRET}' }
`);

    const names = listAlarms(template).map((alarm) => alarm.AlarmName);

    expect(names.filter((name) => name.includes('weekly'))).toEqual([
      'reporter/weekly/failed-jobs',
      'reporter/weekly/partial-reports',
    ]);
  });
});
