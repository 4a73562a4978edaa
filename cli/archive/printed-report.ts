import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import type { ReportKeys } from '../../src/archive/objects/keys.ts';
import { readObject, readReport } from '../../src/archive/lookup/reader.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import type { ReportFormat } from './report-output.ts';

/** The bytes of a stored report as they are; text that a run died before it wrote is made from the JSON. */
export async function readStoredReport(
  archive: ReportArchive,
  keys: ReportKeys,
  format: ReportFormat,
): Promise<Buffer> {
  if (format === 'json') {
    await readReport(archive, keys.json);
    return await readObject(archive, keys.json);
  }
  const text = await archive.read(keys.text);
  return text ?? Buffer.from(generateMonitorReportText(await readReport(archive, keys.json)));
}
