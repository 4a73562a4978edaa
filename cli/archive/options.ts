import type { Command } from 'commander';
import { parseArchiveLocation, type ArchiveLocation } from '../../src/archive/location.ts';
import { parseWith } from '../command/option-values.ts';

/** What every command that reads an archive takes. */
export interface ArchiveFlags {
  readonly archive?: ArchiveLocation;
}

/** How a stored report can be printed. */
export const REPORT_FORMATS = ['text', 'json'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

export function addArchiveOption(command: Command): Command {
  return command.option(
    '--archive <place>',
    'folder or s3://bucket/prefix (default: $JOB_REPORTER_ARCHIVE, else reports)',
    parseWith(parseArchiveLocation),
  );
}
