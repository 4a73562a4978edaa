// Put the reporter into a CDK app of your own, with CDK's own types. The function's code travels in the package: no bundler runs in your synth.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { JobReporter } from 'k8s-job-reporter/cdk';

const app = new App({ outdir: 'cdk.out' });
const stack = new Stack(app, 'Tuning');
const reporter = new JobReporter(stack, 'Reporter', {
  targets: [
    {
      name: 'trading-bots',
      namespace: 'trading-bots',
      labelSelector: 'app=arbitrage-tuning',
      kubeconfig: Secret.fromSecretNameV2(stack, 'Kubeconfig', 'kubeconfigs/trading-bots'),
      schedule: Schedule.rate(Duration.minutes(15)),
    },
  ],
});
reporter.grantRead(Role.fromRoleName(stack, 'Analysts', 'analysts'));
app.synth();
