// Word a snapshot that came from elsewhere: D32's fields are enough, and what it leaves open is not made up.
import { ConfigurationError, generateMonitorReportText, type D32Snapshot } from 'k8s-job-reporter';

const snapshot: D32Snapshot = {
  namespace: 'trading-bots',
  selector: 'app=arbitrage-tuning',
  timestamp: '2025-11-16T10:00:00.000000',
  jobs: [{ jobName: 'tune-1', namespace: 'trading-bots', labels: {}, phase: 'RUNNING', active: 1 }],
  podsLogs: [
    { podName: 'tune-1-abc', namespace: 'trading-bots', containerName: 'main', lines: ['Starting'] },
  ],
  errors: [],
};
console.log(generateMonitorReportText(snapshot));
try {
  console.log(generateMonitorReportText(JSON.parse('{"namespace": "trading-bots"}')));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.log(error.code);
}
