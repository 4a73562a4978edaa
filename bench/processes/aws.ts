import { startS3Store } from '../../test/doubles/s3/store.ts';
import { startSecretsManager } from '../../test/doubles/aws/secrets-manager.ts';
import { awsOrder } from '../machine/aws-order.ts';

/** Plays S3 and Secrets Manager until its parent is gone, and tells what lies in the bucket when asked. */
const order = awsOrder.parse(JSON.parse(process.argv[2] ?? ''));
const [store, secretsManager] = await Promise.all([startS3Store(order), startSecretsManager(order)]);
secretsManager.place(order.secretArn, { SecretString: order.kubeconfig });

process.on('message', (question) => {
  if (question === 'objects')
    process.send?.([...store.objects].map(([key, { bytes }]) => ({ key, bytes: bytes.length })));
});
process.on('disconnect', () => process.exit());
process.send?.({ s3: store.endpoint, secretsManager: secretsManager.endpoint });
