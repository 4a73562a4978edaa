// Read the newest report of each target back. One of an older version is read as well.
import {
  latestKeys,
  listTargets,
  openArchive,
  parseArchiveLocation,
  readReport,
} from 'k8s-job-reporter/archive';

const { archive } = await openArchive(parseArchiveLocation('reports'), process.env);
for (const { name } of await listTargets(archive)) {
  const { timestamp, jobs, completeness } = await readReport(archive, latestKeys(name).json);
  console.log(`${name} ${timestamp.slice(0, 4)}: ${jobs.length} Jobs, ${completeness.verdict}`);
}
