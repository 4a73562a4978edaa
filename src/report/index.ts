export { compareSnapshots, hasChanged, type SnapshotDifference } from '../history/difference/snapshots.ts';
export { generateMonitorReportJson, generateMonitorReportText } from '../monitor-report.ts';
export { generateMonitorReportJsonLine, renderMonitorReportJson } from './json/report.ts';
export { renderDifference, type ComparedReports } from './text/difference.ts';
export type { TextOptions } from './text/log.ts';
export { renderMonitorReportText } from './text/report.ts';
