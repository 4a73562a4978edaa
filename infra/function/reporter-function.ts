import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey, Key } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  CfnFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  type FunctionOptions,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { skipCheck } from '../checks/skip.ts';
import { NODE_OPTIONS } from '../bundle/node-options.ts';
import type { JobReporterProps } from '../targets/props.ts';
import { eventAgeSeconds } from '../targets/timing.ts';
import type { PlannedTarget } from '../targets/planned-target.ts';
import { acknowledgeWildcards } from './acknowledged-wildcards.ts';
import type { ArchivePlace } from './archive-place.ts';
import { packCode } from './code.ts';
import { createKubeconfigPolicies } from './kubeconfig-rights.ts';
import { listFunctionRights } from './rights.ts';

export interface ReporterFunctionProps {
  readonly settings: JobReporterProps;
  readonly targets: readonly PlannedTarget[];
  readonly bucket: Bucket | IBucket;
  readonly place: ArchivePlace;
  readonly key: Key | IKey | undefined;
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
  const { settings, targets, bucket, place, key, timeout, failedRuns, metricsNamespace } = props;
  const logGroup = new LogGroup(scope, 'FunctionLog', {
    retention: settings.retention?.functionLog ?? RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(key === undefined ? {} : { encryptionKey: key }),
  });
  const role = createFunctionRole(scope, props, logGroup);
  const {
    architecture = Architecture.ARM_64,
    memorySize = MEGABYTES,
    reservedConcurrentExecutions,
  } = settings;
  const { code, references, unpack } = packCode(scope, targets);
  const handler = new LambdaFunction(scope, 'Function', {
    code,
    handler: 'index.handler',
    description: 'Looks at the Jobs of one target and stores a report',
    runtime: Runtime.NODEJS_24_X,
    architecture,
    memorySize,
    timeout,
    environment: {
      REPORT_ARCHIVE: ['s3:/', bucket.bucketName, ...place.prefix.split('/').slice(0, -1)].join('/'),
      POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
      NODE_OPTIONS: NODE_OPTIONS.join(' '),
      ...references,
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
  unpack();
  dependOnRights(handler, role);
  explainFunction(handler, settings);
  if (key === undefined) {
    skipCheck(
      logGroup,
      'CKV_AWS_158',
      'Encrypted with a key of CloudWatch; the setting encryption takes a KMS key.',
    );
  }
  return { handler, role, logGroup };
}

/** On the policy alone: its role is named in it, and to depend on that as well says nothing. */
function dependOnRights(handler: LambdaFunction, role: Role): void {
  const { defaultChild } = handler.node;
  const policy = role.node.findAll().find((each) => CfnPolicy.isCfnPolicy(each));
  if (CfnFunction.isCfnFunction(defaultChild) && policy !== undefined)
    defaultChild.addOverride('DependsOn', [Stack.of(role).getLogicalId(policy)]);
}

/** What scanners miss of it, and why it is not there. */
function explainFunction(
  handler: LambdaFunction,
  { vpc, reservedConcurrentExecutions }: JobReporterProps,
): void {
  skipCheck(
    handler,
    'CKV_AWS_116',
    'It has an on-failure destination, which keeps the error beside the event.',
  );
  skipCheck(handler, 'CKV_AWS_173', 'Its environment names a bucket and a namespace, and holds no secret.');
  if (vpc === undefined)
    skipCheck(
      handler,
      'CKV_AWS_117',
      'It needs one only for a private endpoint; the setting vpc puts it there.',
    );
  if (reservedConcurrentExecutions === undefined) {
    skipCheck(
      handler,
      'CKV_AWS_115',
      'A new account refuses any, and runs at once are safe; the setting function.reservedConcurrency bounds them.',
    );
  }
}

function createFunctionRole(
  scope: Construct,
  { settings, targets, bucket, place, failedRuns }: ReporterFunctionProps,
  logGroup: LogGroup,
): Role {
  const isInVpc = settings.vpc !== undefined;
  const rights = listFunctionRights({
    bucket,
    place,
    reportsKeyArn: bucket.encryptionKey?.keyArn,
    isInVpc,
    logGroup,
    failedRuns,
  });
  const role = new Role(scope, 'FunctionRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'What a run of k8s-job-reporter may do',
    managedPolicies: [...createKubeconfigPolicies(scope, targets)],
  });
  for (const statement of rights) role.addToPolicy(statement);
  acknowledgeWildcards(role, bucket, place, isInVpc);
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
