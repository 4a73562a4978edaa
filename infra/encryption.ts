import { Annotations, ArnFormat, Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The key for all that the reporter keeps: reports, log, queues and topic; undefined: each service's own. A key of an app's own gets the
 * grants that the services need; one that is only referred to must have them already, and synthesis says so.
 */
export function openKey(scope: Construct, encryption: true | Key | IKey | undefined): Key | IKey | undefined {
  if (encryption === undefined) return undefined;
  const key = encryption === true ? createKey(scope) : encryption;
  const added = listServiceGrants(scope).map((grant) => key.addToResourcePolicy(grant).statementAdded);
  if (added.includes(false)) {
    Annotations.of(scope).addInfoV2(
      'k8s-job-reporter:key-policy',
      'the policy of the encryption key is not this stack’s to change: see that it lets CloudWatch use the key, as docs/deploy.md says under Encryption',
    );
  }
  return key;
}

/** It outlives the stack as the reports do, which could not be read without it. */
function createKey(scope: Construct): Key {
  return new Key(scope, 'Key', {
    description: 'Reports, log, queues and alarms of k8s-job-reporter',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** What is done in no role's name: the function's and the schedules' rights are with their roles. */
function listServiceGrants(scope: Construct): readonly PolicyStatement[] {
  const ofAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  const ownLogs = Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${Aws.STACK_NAME}-*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    new PolicyStatement({
      sid: 'KeepTheLog',
      principals: [new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': ownLogs } },
    }),
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    new PolicyStatement({
      sid: 'PublishAlarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: ofAccount,
    }),
  ];
}
