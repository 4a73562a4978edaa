// Tell which Jobs failed, and why. What could not be seen stands in `errors`: it is never good news. Credentials in logs are masked, by patterns of your own too.
import { K8sJobMonitor } from 'k8s-job-reporter';

const monitor = new K8sJobMonitor({
  namespace: 'trading-bots',
  labelSelector: 'app=arbitrage-tuning',
  maxLogLines: 3,
  redaction: { patterns: [{ name: 'account', pattern: 'acct-(?P<secret>[0-9]+)' }] },
});
const { jobs, podsLogs, completeness, errors } = await monitor.loadSnapshot();
const failed = jobs.filter(({ phase }) => phase === 'FAILED');
for (const { jobName, reason, message } of failed) {
  console.log(`${jobName}: ${reason}: ${message}`);
  const logs = podsLogs.filter((log) => log.jobName === jobName);
  for (const { podName, lines } of logs) console.log(`  ${podName}: ${lines.join(' | ')}`);
}
if (completeness.verdict !== 'COMPLETE') console.error(errors.join('\n'));
process.exitCode = failed.length > 0 ? 2 : 0;
