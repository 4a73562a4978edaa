export type { FieldChange, JobChange, JobDifference } from './difference/jobs.ts';
export type { LogDifference } from './difference/logs.ts';
export { compareSnapshots, hasChanged, type SnapshotDifference } from './difference/snapshots.ts';
