export { copyReports, type ArchiveCopy, type CopyResult } from './copy.ts';
export { parseArchiveLocation, type ArchiveLocation } from './location.ts';
export type { ListedReport } from './lookup/listed-report.ts';
export { readPage, type PageQuery, type ReportPage } from './lookup/page.ts';
export { readReport } from './lookup/reader.ts';
export { parseReference, type ReportReference } from './lookup/reference.ts';
export { findReport, type Lookup } from './lookup/report.ts';
export { listTargets, type ArchivedTarget } from './lookup/targets.ts';
export type {
  CheckedObject,
  FolderPage,
  ListedObject,
  ListQuery,
  ObjectBody,
  ObjectHead,
  ObjectPage,
  ReportArchive,
} from './objects/archive.ts';
export { latestKeys, reportKeys, type ReportKeys } from './objects/keys.ts';
export { openArchive, type OpenArchive, type OpenOptions } from './open.ts';
export { storeReport, type Report, type StoredReport } from './store.ts';
