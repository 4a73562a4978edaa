// oxlint-disable eslint/no-new -- a construct adds itself to its scope
import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import { latestKeys } from '../src/archive/objects/keys.ts';
import type { ReporterConfig } from '../src/config/schema.ts';
import { readConfigProps } from './config-props.ts';
import { JobReporter } from './job-reporter.ts';

/** Adds the stack that `reporter.yaml` describes. */
export function addReporterStack(app: App, config: ReporterConfig): Stack {
  const stack = new Stack(app, config.name, {
    stackName: config.name,
    description: 'k8s-job-reporter: unattended, read-only snapshots of Kubernetes Jobs, archived in S3',
  });
  addOutputs(stack, new JobReporter(stack, 'JobReporter', readConfigProps(stack, config)), config);
  return stack;
}

function addOutputs(stack: Stack, { bucket, handler, role }: JobReporter, config: ReporterConfig): void {
  new CfnOutput(stack, 'ReportBucket', { value: bucket.bucketName, description: 'Where the reports are' });
  new CfnOutput(stack, 'FunctionName', {
    value: handler.functionName,
    description: 'What makes a report when it is invoked',
  });
  new CfnOutput(stack, 'FunctionRoleArn', {
    value: role.roleArn,
    description:
      'Whom an EKS access entry, or the policy of a secret or of a key in another account, must name',
  });
  const [first] = config.targets;
  if (first === undefined) return;
  new CfnOutput(stack, 'LatestReportCommand', {
    value: `aws s3 cp s3://${bucket.bucketName}/${latestKeys(first.name).text} -`,
    description: `Prints the latest report of target ${first.name}; those of the others stand beside it`,
  });
}
