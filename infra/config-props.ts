import { Duration, TimeZone, Validations } from 'aws-cdk-lib';
import { SecurityGroup, Subnet, Vpc, type ISubnet } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ReporterConfig, ReporterTarget } from '../src/config/schema.ts';
import type { JobReporterProps, JobReporterTarget } from './targets/props.ts';

/** What a `reporter.yaml` says, as the construct takes it. Nothing is looked up: a synthesis needs no credentials. */
export function readConfigProps(scope: Construct, config: ReporterConfig): JobReporterProps {
  const { retention, alarms, function: settings } = config;
  const { colderAfterDays } = retention;
  // Kept apart: what is imported has no resource, and targets may be called as anything else here is.
  const imports = new Construct(scope, 'Imports');
  return {
    reporterName: config.name,
    targets: config.targets.map((target) => readTarget(imports, target)),
    retention: {
      reports: Duration.days(retention.reportDays),
      ...(colderAfterDays === undefined ? {} : { colderAfter: Duration.days(colderAfterDays) }),
      oldVersions: Duration.days(retention.oldVersionDays),
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the members of RetentionDays are these numbers
      functionLog: retention.functionLogDays,
    },
    ...describeBucket(imports, config),
    ...describeKeys(imports, config),
    notify: {
      emails: listGiven(alarms.email),
      webhooks: listGiven(alarms.webhook),
      ...(alarms.topicArn === undefined
        ? {}
        : { topic: Topic.fromTopicArn(imports, 'Topic', alarms.topicArn) }),
    },
    ...(alarms.runbook === undefined ? {} : { runbook: alarms.runbook }),
    architecture: settings.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
    memorySize: settings.memoryMegabytes,
    timeout: Duration.seconds(settings.timeoutSeconds),
    ...(settings.reservedConcurrency === undefined
      ? {}
      : { reservedConcurrentExecutions: settings.reservedConcurrency }),
    ...describeVpc(imports, config.vpc),
  };
}

function listGiven(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function describeBucket(
  imports: Construct,
  { bucket, retention }: ReporterConfig,
): Pick<JobReporterProps, 'bucket' | 'ownBucket' | 'archivePrefix'> {
  const { name, existing, keyArn, prefix, accessLogs } = bucket;
  const place = prefix === undefined ? {} : { archivePrefix: prefix };
  if (existing !== undefined) {
    const key = keyArn === undefined ? {} : { encryptionKey: Key.fromKeyArn(imports, 'BucketKey', keyArn) };
    return {
      ...place,
      bucket: Bucket.fromBucketAttributes(imports, 'Bucket', { bucketName: existing, ...key }),
    };
  }
  return {
    ...place,
    ownBucket: {
      ...(name === undefined ? {} : { bucketName: name }),
      ...(retention.lock === undefined ? {} : { lock: retention.lock }),
      ...(accessLogs === undefined
        ? {}
        : {
            accessLogs: {
              bucket: Bucket.fromBucketName(imports, 'AccessLogs', accessLogs.bucket),
              ...(accessLogs.prefix === undefined ? {} : { prefix: accessLogs.prefix }),
            },
          }),
    },
  };
}

function describeKeys(
  imports: Construct,
  { encryption, reportsKmsKeyArn }: ReporterConfig,
): Pick<JobReporterProps, 'encryption' | 'reportsKey'> {
  const ofAll = () => {
    if (encryption === undefined) return {};
    if (encryption === true) return { encryption };
    return { encryption: Key.fromKeyArn(imports, 'Key', encryption.keyArn) };
  };
  return {
    ...ofAll(),
    ...(reportsKmsKeyArn === undefined
      ? {}
      : { reportsKey: Key.fromKeyArn(imports, 'ReportsKey', reportsKmsKeyArn) }),
  };
}

function readTarget(imports: Construct, target: ReporterTarget): JobReporterTarget {
  const { kubeconfigSecretArn, kubeconfigSecretName, kubeconfigParameter, ...rest } = target;
  const { schedule, eksRoleArn, kubeconfigKeyArn, ...settings } = rest;
  const own = new Construct(imports, target.name);
  const places = { kubeconfigSecretArn, kubeconfigSecretName, kubeconfigParameter };
  return {
    ...settings,
    kubeconfig: importKubeconfig(own, places),
    schedule: ScheduleExpression.expression(schedule.expression, TimeZone.of(schedule.timeZone)),
    ...(kubeconfigKeyArn === undefined
      ? {}
      : { kubeconfigKey: Key.fromKeyArn(own, 'Key', kubeconfigKeyArn) }),
    ...(eksRoleArn === undefined ? {} : { eksRole: Role.fromRoleArn(own, 'EksRole', eksRoleArn) }),
  };
}

/** One of the three, as the config's schema has it. */
interface KubeconfigPlaces {
  readonly kubeconfigSecretArn: string | undefined;
  readonly kubeconfigSecretName: string | undefined;
  readonly kubeconfigParameter: string | undefined;
}

function importKubeconfig(
  own: Construct,
  { kubeconfigSecretArn, kubeconfigSecretName, kubeconfigParameter }: KubeconfigPlaces,
): JobReporterTarget['kubeconfig'] {
  if (kubeconfigParameter !== undefined) return { parameterName: kubeconfigParameter };
  return kubeconfigSecretArn === undefined
    ? Secret.fromSecretNameV2(own, 'Secret', kubeconfigSecretName ?? '')
    : Secret.fromSecretCompleteArn(own, 'Secret', kubeconfigSecretArn);
}

function describeVpc(
  imports: Construct,
  vpc: ReporterConfig['vpc'],
): Pick<JobReporterProps, 'vpc' | 'vpcSubnets' | 'securityGroups'> {
  if (vpc === undefined) return {};
  return {
    // CDK wants a zone; Lambda wants subnets only, and they lie where they lie.
    vpc: Vpc.fromVpcAttributes(imports, 'Vpc', { vpcId: vpc.id, availabilityZones: ['not asked for'] }),
    vpcSubnets: { subnets: vpc.subnetIds.map((id) => importSubnet(imports, id)) },
    securityGroups: vpc.securityGroupIds.map((id) =>
      SecurityGroup.fromSecurityGroupId(imports, id, id, { mutable: false }),
    ),
  };
}

function importSubnet(imports: Construct, id: string): ISubnet {
  const subnet = Subnet.fromSubnetId(imports, id, id);
  Validations.of(subnet).acknowledge({
    id: 'Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId',
    reason: 'Nothing here asks for its route table.',
  });
  return subnet;
}
