// Take the kubeconfig from a store of secrets: it is read for each look, and once more when its credentials were refused. Its text alone, as a string, does too.
import { readFile } from 'node:fs/promises';
import { K8sJobMonitor, type KubeconfigSource } from 'k8s-job-reporter';

const vault: KubeconfigSource = {
  // For messages.
  name: 'the vault',
  // In the place of your store's client.
  read: () => readFile(process.env['VAULT_FILE'] ?? 'kubeconfig.yaml', 'utf8'),
  // It may name no files of this machine, and, as it gives no runPlugin, nothing of it is executed.
  readFile: null,
};
const monitor = new K8sJobMonitor({ namespace: 'trading-bots', labelSelector: '', kubeconfig: vault });
const { cluster, jobs, errors } = await monitor.loadSnapshot();
console.log(cluster.context, jobs.length, errors);
