// Tell what changed between the two newest reports of a target, as far as both could see it.
import { openArchive, parseArchiveLocation, readPage, readReport } from 'k8s-job-reporter/archive';
import { compareSnapshots, renderDifference } from 'k8s-job-reporter/report';

const { archive } = await openArchive(parseArchiveLocation('reports'), process.env);
const now = Date.now() / 1000;
const query = { target: 'trading-bots', from: 0, until: Number.POSITIVE_INFINITY, limit: 2, now };
const { reports } = await readPage(archive, query);
const keys = reports.flatMap(({ json }) => (json === null ? [] : [json.key])).slice(0, 2);
const [after, before] = await Promise.all(keys.map((key) => readReport(archive, key)));
if (after === undefined || before === undefined) throw new Error('there are no two reports yet');
console.log(renderDifference({ before: 'before', after: 'after' }, compareSnapshots(before, after)));
