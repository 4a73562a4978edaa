import { CfnOutput, Stack, Tags, type App } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { ReporterConfig } from '../src/config/schema.ts';
import { latestKeys } from '../src/archive/objects/keys.ts';
import { readConfigProps } from './config-props.ts';
import { JobReporter } from './job-reporter.ts';
import type { JobReporterProps } from './targets/props.ts';

/** A stack has room for 500 resources, and a target takes four; a role has room for the kubeconfigs of about so many. */
const TARGETS_A_STACK = 100;

/**
 * Adds the stack that `reporter.yaml` describes, and returns it. What it has no room for is in further ones, `NAME-2` and on, each with
 * a function and a role of its own: they archive in the first one's bucket and tell by its topic.
 */
export function addReporterStack(app: App, config: ReporterConfig): Stack {
  const [targets, ...more] = shareOut(config.targets);
  const first = addPart(app, { ...config, targets: targets ?? [] }, (props) => props);
  const { bucket, alarmTopic } = first.reporter;
  for (const [index, each] of more.entries()) {
    const part = { ...config, name: `${config.name}-${index + 2}`, targets: each };
    addPart(app, part, ({ ownBucket: _own, notify: _notify, ...props }) => ({
      ...props,
      bucket,
      notify: { topic: alarmTopic },
    }));
  }
  return first.stack;
}

function shareOut<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / TARGETS_A_STACK);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * TARGETS_A_STACK, (index + 1) * TARGETS_A_STACK),
  );
}

function addPart(
  app: App,
  config: ReporterConfig,
  change: (props: JobReporterProps) => JobReporterProps,
): { readonly stack: Stack; readonly reporter: JobReporter } {
  const stack = new Stack(app, config.name, {
    stackName: config.name,
    description: 'k8s-job-reporter: unattended, read-only snapshots of Kubernetes Jobs, archived in S3',
  });
  for (const [key, value] of Object.entries(config.tags ?? {})) Tags.of(stack).add(key, value);
  const { permissionsBoundaryArn } = config;
  if (permissionsBoundaryArn !== undefined) {
    PermissionsBoundary.of(stack).apply(
      ManagedPolicy.fromManagedPolicyArn(stack, 'PermissionsBoundary', permissionsBoundaryArn),
    );
  }
  const reporter = new JobReporter(stack, 'JobReporter', change(readConfigProps(stack, config)));
  addOutputs(stack, reporter, config);
  return { stack, reporter };
}

function addOutputs(stack: Stack, reporter: JobReporter, config: ReporterConfig): void {
  const { bucket, handler, role, alarmTopic, dashboardName } = reporter;

  const say = (id: string, value: string, description: string) =>
    new CfnOutput(stack, id, { value, description });
  say('ReportBucket', bucket.bucketName, 'Where the reports are');
  say('FunctionName', handler.functionName, 'What makes a report when it is invoked');
  say(
    'FunctionRoleArn',
    role.roleArn,
    'Whom an EKS access entry, or the policy of a secret or of a key in another account, must name',
  );
  say('AlarmTopicArn', alarmTopic.topicArn, 'Subscribe to it to be told when an alarm goes off');
  say('DashboardName', dashboardName, 'Its page in the console of CloudWatch');
  const [first] = config.targets;
  if (first === undefined) return;
  const { prefix = '' } = config.bucket;
  const key = [prefix, latestKeys(first.name).text].filter((part) => part !== '').join('/');
  say(
    'LatestReportCommand',
    `aws s3 cp s3://${bucket.bucketName}/${key} -`,
    `Prints the latest report of target ${first.name}; those of the others stand beside it`,
  );
}
