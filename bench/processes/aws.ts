import { startS3Store } from '../../test/doubles/s3/store.ts';
import { startSecretsManager } from '../../test/doubles/aws/secrets-manager.ts';
import { awsOrder } from '../machine/aws-order.ts';

/** Plays S3 and Secrets Manager until its parent is gone, and tells what lies in the bucket, or lets it go, when asked. */
const order = awsOrder.parse(JSON.parse(process.argv[2] ?? ''));
const [store, secretsManager] = await Promise.all([startS3Store(order), startSecretsManager(order)]);
secretsManager.place(order.secretArn, { SecretString: order.kubeconfig });

process.on('message', (question) => {
  if (question === 'objects')
    process.send?.([...store.objects].map(([key, { bytes }]) => ({ key, bytes: bytes.length })));
});
/** `keep 2`: as if the run had died when it had stored so many objects. */
process.on('message', (question) => {
  const kept = /^keep (\d+)$/.exec(String(question))?.[1];
  if (kept === undefined) return;
  for (const key of [...store.objects.keys()].slice(Number(kept))) store.remove(key);
  process.send?.(store.objects.size);
});
process.on('disconnect', () => process.exit());
process.send?.({ s3: store.endpoint, secretsManager: secretsManager.endpoint });
