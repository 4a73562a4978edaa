import { defineMessages } from './message.ts';

/** Why the archive could not be read or written. */
export const ARCHIVE_FAILURES = defineMessages({
  ARCHIVE_BLOCKED: {
    severity: 'failure',
    says: 'Something that is no folder stands where a folder of the archive belongs.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_BUCKET_MISSING: {
    severity: 'failure',
    says: 'There is no such bucket.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_CONTENDED: {
    severity: 'failure',
    says: 'Others wrote the same object again and again while this run tried to.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_CREDENTIALS: {
    severity: 'failure',
    says: 'The credentials for the store are missing, wrong or expired.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_DENIED: {
    severity: 'failure',
    says: 'The store does not allow what was tried.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_EMPTY: {
    severity: 'failure',
    says: 'The archive holds no report yet.',
    runbook: 'finding-a-report',
  },
  ARCHIVE_FAILED: {
    severity: 'failure',
    says: 'The store failed in a way of its own.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_FOLDER_MISSING: {
    severity: 'failure',
    says: 'There is no such folder.',
    runbook: 'finding-a-report',
  },
  ARCHIVE_FULL: {
    severity: 'failure',
    says: 'The disk is full.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_KEY: {
    severity: 'failure',
    says: 'The key that encrypts the bucket is disabled, missing, or not to be used by this run.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_KEY_INVALID: {
    severity: 'failure',
    says: 'A key leads out of the archive.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_LATEST_UNREADABLE: {
    severity: 'failure',
    says: 'The copy of the newest report is not one.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_LINK_REFUSED: {
    severity: 'failure',
    says: 'A link of the file system leads out of the archive.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_LOCATION_INVALID: {
    severity: 'failure',
    says: 'The place is neither a folder nor s3://bucket/prefix.',
    runbook: 'settings-and-arguments',
  },
  ARCHIVE_LOCKED: {
    severity: 'failure',
    says: 'Another process holds the lock of the folder for long.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_LOCK_FAILED: {
    severity: 'failure',
    says: 'The lock of the folder cannot be had on this file system.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_OBJECT_CHANGED: {
    severity: 'failure',
    says: 'An object was written anew while it was read.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_OBJECT_DAMAGED: {
    severity: 'failure',
    says: 'The bytes that came are not those that were stored.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_REPORT_MISSING: {
    severity: 'failure',
    says: 'There is no such report.',
    runbook: 'finding-a-report',
  },
  ARCHIVE_REPORT_UNMARKED: {
    severity: 'failure',
    says: 'A report of the slot is there, and nobody can tell whose it is.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_REPORT_UNREADABLE: {
    severity: 'failure',
    says: 'A stored report is damaged, or of a version that is not known here.',
    runbook: 'finding-a-report',
  },
  ARCHIVE_TARGET_MISSING: {
    severity: 'failure',
    says: 'There is no report of that target.',
    runbook: 'finding-a-report',
  },
  ARCHIVE_TARGET_UNTOLD: {
    severity: 'failure',
    says: 'The archive holds several targets, and none was named.',
    runbook: 'finding-a-report',
  },
  ARCHIVE_TIMED_OUT: {
    severity: 'failure',
    says: 'The store took longer than there was time.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_UNAVAILABLE: {
    severity: 'failure',
    says: 'The store has more to do than it can, or is down.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_UNREACHABLE: {
    severity: 'failure',
    says: 'No way leads to the store.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_UNSUPPORTED: {
    severity: 'failure',
    says: 'The store lacks what the archive protocol needs.',
    runbook: 'the-store-of-reports',
  },
  ARCHIVE_WRONG_REGION: {
    severity: 'failure',
    says: 'The bucket lies in another region.',
    runbook: 'the-store-of-reports',
  },
});

export type ArchiveCode = keyof typeof ARCHIVE_FAILURES;
