// Look once, and print D32's text report. The kubeconfig is kubectl's; in a pod, its ServiceAccount's.
import { generateMonitorReportText, K8sJobMonitor } from 'k8s-job-reporter';

const monitor = new K8sJobMonitor({ namespace: 'trading-bots', labelSelector: 'app=arbitrage-tuning' });
const snapshot = await monitor.loadSnapshot();
console.log(generateMonitorReportText(snapshot));
