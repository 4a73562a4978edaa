import { Annotations, ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { skipCheck } from '../checks/skip.ts';
import type { JobReporterNotify } from '../targets/props.ts';

/** Where the alarms go: to mailboxes, and to whoever else subscribes. A topic that is given has its own policy. */
export function createAlarmTopic(
  scope: Construct,
  { topic: given, emails = [], webhooks = [] }: JobReporterNotify,
  key: Key | IKey | undefined,
): ITopic {
  const topic = given ?? createOwnTopic(scope, key);
  if (given === undefined && emails.length + webhooks.length === 0) {
    Annotations.of(scope).addWarningV2(
      'k8s-job-reporter:nobody-is-told',
      'nobody is told when an alarm goes off: give alarms.email, alarms.topicArn or alarms.webhook (in CDK: notify), or subscribe to the topic that the outputs name and acknowledge this',
    );
  }
  for (const url of webhooks) topic.addSubscription(new UrlSubscription(url));
  for (const email of emails) topic.addSubscription(new EmailSubscription(email));
  return topic;
}

function createOwnTopic(scope: Construct, key: Key | IKey | undefined): Topic {
  const topic = new Topic(scope, 'Alarms', {
    enforceSSL: true,
    ...(key === undefined ? {} : { masterKey: key }),
  });
  // A policy of one's own takes the place of the default one, by which the account's alarms may publish.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsPublish',
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: {
          'aws:SourceArn': Stack.of(scope).formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
  if (key === undefined) {
    skipCheck(
      topic,
      'CKV_AWS_26',
      'Its messages name alarms and targets, no secrets; the setting encryption takes a KMS key.',
    );
  }
  return topic;
}
