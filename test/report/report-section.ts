import { generateMonitorReportText } from '../../src/report/text/report.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';

/** The lines of a section of the text report, without its heading and the empty lines around; null when it is not there. */
export function readSection(
  snapshot: K8sMonitorSnapshot,
  heading: 'HEADER' | 'JOB STATUS' | 'POD STATUS' | 'POD LOGS' | `ERRORS (${number})`,
): readonly string[] | null {
  const text = generateMonitorReportText(snapshot);
  const [, behind] = text.split(`\n[${heading}]\n`);
  const section = behind?.split(/\n(?=\[|={80}\n)/)[0];
  return section === undefined ? null : section.replaceAll(/^\n+|\n+$/g, '').split('\n');
}
