import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { SecurityGroup, Subnet, Vpc, type ISubnet } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  LoggingFormat,
  Runtime,
  type FunctionOptions,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ReporterConfig } from '../../src/config/schema.ts';
import { acknowledgeWildcards } from './acknowledged-wildcards.ts';
import { describeBundle } from '../bundle/bundle.ts';
import { NODE_OPTIONS } from '../bundle/node-options.ts';
import { listFunctionRights } from './rights.ts';
import { createKubeconfigPolicies } from './kubeconfig-rights.ts';
import { eventAgeSeconds } from '../schedules/timing.ts';

export interface ReporterFunctionProps {
  readonly config: ReporterConfig;
  readonly bucket: Bucket;
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

export function createReporterFunction(scope: Construct, props: ReporterFunctionProps): ReporterFunction {
  const { config, bucket, failedRuns, metricsNamespace } = props;
  const logGroup = new LogGroup(scope, 'FunctionLog', {
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the members of RetentionDays are these numbers
    retention: config.retention.functionLogDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = createFunctionRole(scope, props, logGroup);
  const { reservedConcurrency } = config.function;
  const handler = new NodejsFunction(scope, 'Function', {
    ...describeBundle(),
    description: 'Looks at the Jobs of one target and stores a report',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: config.function.memoryMegabytes,
    timeout: Duration.seconds(config.function.timeoutSeconds),
    environment: {
      REPORT_ARCHIVE: `s3://${bucket.bucketName}`,
      POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
      NODE_OPTIONS: NODE_OPTIONS.join(' '),
    },
    // Of the SDK of old; today's keeps connections by itself.
    awsSdkConnectionReuse: false,
    // Constructs that want to add rights of their own find that they cannot.
    role: role.withoutPolicyUpdates(),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    retryAttempts: RETRIES,
    // One setting for all targets: so below the interval of the one that comes round soonest.
    maxEventAge: Duration.seconds(
      eventAgeSeconds(Math.min(...config.targets.map(({ schedule }) => schedule.shortestMinutes))),
    ),
    onFailure: { bind: () => ({ destination: failedRuns.queueArn }) },
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
    ...describeVpc(scope, config.vpc),
  });
  return { handler, role, logGroup };
}

function createFunctionRole(
  scope: Construct,
  { config, bucket, failedRuns }: ReporterFunctionProps,
  logGroup: LogGroup,
): Role {
  const role = new Role(scope, 'FunctionRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'What a run of k8s-job-reporter may do',
    managedPolicies: [...createKubeconfigPolicies(scope, config.targets)],
  });
  for (const statement of listFunctionRights({ config, bucket, logGroup, failedRuns }))
    role.addToPolicy(statement);
  acknowledgeWildcards(role, bucket, config.vpc !== undefined);
  return role;
}

/** By ids alone: a look-up would need credentials at synthesis. */
function describeVpc(
  scope: Construct,
  vpc: ReporterConfig['vpc'],
): Pick<FunctionOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'> {
  if (vpc === undefined) return {};
  return {
    // CDK wants a zone; Lambda wants subnets only, and they lie where they lie.
    vpc: Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: vpc.id, availabilityZones: ['not asked for'] }),
    vpcSubnets: { subnets: vpc.subnetIds.map((id) => importSubnet(scope, id)) },
    securityGroups: vpc.securityGroupIds.map((id) =>
      SecurityGroup.fromSecurityGroupId(scope, id, id, { mutable: false }),
    ),
  };
}

function importSubnet(scope: Construct, id: string): ISubnet {
  const subnet = Subnet.fromSubnetId(scope, id, id);
  Validations.of(subnet).acknowledge({
    id: 'Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId',
    reason: 'Nothing here asks for its route table.',
  });
  return subnet;
}
