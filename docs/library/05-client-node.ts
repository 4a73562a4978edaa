// Use the KubeConfig of @kubernetes/client-node that a program has already. `makeKubeConfig` of k8s-job-reporter/kubeconfig goes the other way.
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { K8sJobMonitor } from 'k8s-job-reporter';

const kubeconfig = new KubeConfig();
kubeconfig.loadFromDefault();
const namespace = 'trading-bots';
const monitor = new K8sJobMonitor({ namespace, labelSelector: 'app=arbitrage-tuning', kubeconfig });
const { jobs, pods } = await monitor.loadSnapshot();
const { items } = await kubeconfig.makeApiClient(CoreV1Api).listNamespacedPod({ namespace });
console.log(`${jobs.length} Jobs have ${pods.length} of the ${items.length} pods of ${namespace}`);
