// Keep the report, JSON and text, in a folder or in S3, as the scheduled function does; `reports` may be `s3://bucket/prefix`.
import { randomUUID } from 'node:crypto';
import { identifyManualRun, K8sJobMonitor, runReporter } from 'k8s-job-reporter';
import { openArchive, parseArchiveLocation } from 'k8s-job-reporter/archive';

const { archive } = await openArchive(parseArchiveLocation('reports'), process.env);
const monitor = new K8sJobMonitor({ namespace: 'trading-bots', labelSelector: 'app=arbitrage-tuning' });
const run = identifyManualRun('trading-bots', randomUUID(), new Date());
const { stored } = await runReporter({ run, monitor, archive });
console.log(`${stored.outcome} ${archive.location}/${stored.textKey}`);
