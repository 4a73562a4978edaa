import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  type FunctionOptions,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { locateFunctionCode } from '../bundle/code.ts';
import { NODE_OPTIONS } from '../bundle/node-options.ts';
import type { JobReporterProps } from '../targets/props.ts';
import { eventAgeSeconds } from '../schedules/timing.ts';
import type { PlannedTarget } from '../targets/planned-target.ts';
import { acknowledgeWildcards } from './acknowledged-wildcards.ts';
import { createKubeconfigPolicies } from './kubeconfig-rights.ts';
import { listFunctionRights } from './rights.ts';

export interface ReporterFunctionProps {
  readonly settings: JobReporterProps;
  readonly targets: readonly PlannedTarget[];
  readonly bucket: Bucket | IBucket;
  readonly timeout: Duration;
  /** Takes the events whose last attempt failed. */
  readonly failedRuns: Queue;
  readonly metricsNamespace: string;
}

export interface ReporterFunction {
  readonly handler: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;
}

/** Lambda's own retries of an asynchronous event, the most that it knows: a run that found no way to S3 may find it a minute later. */
const RETRIES = 2;
const MEGABYTES = 1024;

export function createReporterFunction(scope: Construct, props: ReporterFunctionProps): ReporterFunction {
  const { settings, targets, bucket, timeout, failedRuns, metricsNamespace } = props;
  const logGroup = new LogGroup(scope, 'FunctionLog', {
    retention: settings.retention?.functionLog ?? RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = createFunctionRole(scope, props, logGroup);
  const { memorySize = MEGABYTES, reservedConcurrentExecutions } = settings;
  const handler = new LambdaFunction(scope, 'Function', {
    code: Code.fromAsset(locateFunctionCode()),
    handler: 'index.handler',
    description: 'Looks at the Jobs of one target and stores a report',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize,
    timeout,
    environment: {
      REPORT_ARCHIVE: `s3://${bucket.bucketName}`,
      POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
      NODE_OPTIONS: NODE_OPTIONS.join(' '),
    },
    // Constructs that want to add rights of their own find that they cannot.
    role: role.withoutPolicyUpdates(),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    retryAttempts: RETRIES,
    // One setting for all targets: so below the interval of the one that comes round soonest.
    maxEventAge: Duration.seconds(
      eventAgeSeconds(Math.min(...targets.map(({ schedule }) => schedule.shortestMinutes))),
    ),
    onFailure: { bind: () => ({ destination: failedRuns.queueArn }) },
    ...(reservedConcurrentExecutions === undefined ? {} : { reservedConcurrentExecutions }),
    ...describeVpc(settings),
  });
  return { handler, role, logGroup };
}

function createFunctionRole(
  scope: Construct,
  { settings, targets, bucket, failedRuns }: ReporterFunctionProps,
  logGroup: LogGroup,
): Role {
  const role = new Role(scope, 'FunctionRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'What a run of k8s-job-reporter may do',
    managedPolicies: [...createKubeconfigPolicies(scope, targets)],
  });
  const isInVpc = settings.vpc !== undefined;
  const rights = listFunctionRights({
    bucket,
    reportsKeyArn: bucket.encryptionKey?.keyArn,
    isInVpc,
    logGroup,
    failedRuns,
  });
  for (const statement of rights) role.addToPolicy(statement);
  acknowledgeWildcards(role, bucket, isInVpc);
  return role;
}

function describeVpc({
  vpc,
  vpcSubnets,
  securityGroups,
}: JobReporterProps): Pick<FunctionOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'> {
  if (vpc === undefined) return {};
  return {
    vpc,
    ...(vpcSubnets === undefined ? {} : { vpcSubnets }),
    ...(securityGroups === undefined ? {} : { securityGroups: [...securityGroups] }),
  };
}
