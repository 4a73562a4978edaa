import { listArchives } from '../archives.ts';
import { MemoryArchive } from '../memory-archive.ts';
import { describeReportArchive } from './archive-contract.ts';

for (const archive of listArchives(process.env)) describeReportArchive(archive);

describeReportArchive({ name: "the tests' memory", open: async () => new MemoryArchive() });
