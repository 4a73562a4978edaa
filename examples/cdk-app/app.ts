/** An app of your own with the reporter in one of its stacks: `npx cdk synth -a 'node app.ts'`. */
import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { JobReporter } from 'k8s-job-reporter/cdk';

const app = new App();
const stack = new Stack(app, 'Batch');
const archive = new Bucket(stack, 'Archive', { enforceSSL: true });
const onCall = new Topic(stack, 'OnCall');

const reporter = new JobReporter(stack, 'Reporter', {
  bucket: archive,
  archivePrefix: 'jobs',
  notify: { topic: onCall },
  schedule: Schedule.rate(Duration.minutes(15)),
  targets: [
    {
      name: 'trading-bots',
      namespace: 'trading-bots',
      labelSelector: 'app=arbitrage-tuning',
      // Put the kubeconfig of docs/deploy.md into it once it is there.
      kubeconfig: new Secret(stack, 'TradingKubeconfig'),
    },
    {
      name: 'nightly',
      namespace: 'batch',
      allJobs: true,
      kubeconfig: Secret.fromSecretNameV2(stack, 'NightlyKubeconfig', 'kubeconfigs/nightly'),
      schedule: ScheduleExpression.cron({ minute: '0', hour: '6', timeZone: TimeZone.EUROPE_BERLIN }),
      alarms: { failedJobs: { off: 'The nightly Jobs are told of by their own pipeline' } },
    },
  ],
});

reporter.grantRead(new Role(stack, 'Analyst', { assumedBy: new AccountPrincipal(stack.account) }));
new Alarm(stack, 'ManyFailed', {
  metric: reporter.metricJobsFailed('trading-bots', { period: Duration.hours(1) }),
  threshold: 10,
  evaluationPeriods: 1,
});

app.synth();
