import { Duration, Validations } from 'aws-cdk-lib';
import type { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { skipCheck } from '../checks/skip.ts';

/** A queue for what came to nothing, kept as long as SQS keeps anything. */
export function createDeadLetterQueue(scope: Construct, id: string, key: Key | IKey | undefined): Queue {
  const queue = new Queue(scope, id, {
    retentionPeriod: Duration.days(14),
    ...(key === undefined
      ? { encryption: QueueEncryption.SQS_MANAGED }
      : { encryption: QueueEncryption.KMS, encryptionMasterKey: key }),
    enforceSSL: true,
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason:
      'It is a dead-letter queue itself, of a service: nothing reads it but a person, and an alarm tells when to.',
  });
  if (key === undefined) {
    skipCheck(
      queue,
      'CKV_AWS_27',
      'Encrypted with keys of SQS (SqsManagedSseEnabled); the setting encryption takes a KMS key.',
    );
  }
  return queue;
}
