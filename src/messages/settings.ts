import { defineMessages } from './message.ts';

/** What a person must change in settings, arguments or an event. */
export const SETTINGS_FAILURES = defineMessages({
  CONFIG_INVALID: {
    severity: 'failure',
    says: 'reporter.yaml holds mistakes; each is a line with its path.',
    runbook: 'settings-and-arguments',
  },
  CONFIG_UNREADABLE: {
    severity: 'failure',
    says: 'reporter.yaml could not be read.',
    runbook: 'settings-and-arguments',
  },
  FOLDER_INVALID: {
    severity: 'failure',
    says: 'The folder cannot take what is to be copied.',
    runbook: 'settings-and-arguments',
  },
  FUNCTION_NOT_BUILT: {
    severity: 'failure',
    says: "The function's file has not been made yet.",
    runbook: 'settings-and-arguments',
  },
  PRUNE_UNSUPPORTED: {
    severity: 'failure',
    says: 'Old reports of S3 are removed by the lifecycle of the bucket.',
    runbook: 'settings-and-arguments',
  },
  RANGE_EMPTY: {
    severity: 'failure',
    says: 'No report lies in the range.',
    runbook: 'finding-a-report',
  },
  RANGE_INVALID: {
    severity: 'failure',
    says: 'The range ends before it begins, or is none.',
    runbook: 'settings-and-arguments',
  },
  REDACTION_PATTERN_INVALID: {
    severity: 'failure',
    says: 'A pattern of the redaction does not compile.',
    runbook: 'settings-and-arguments',
  },
  REPORT_INVALID: {
    severity: 'failure',
    says: 'The text is no report.',
    runbook: 'finding-a-report',
  },
  REPORT_REFERENCE_INVALID: {
    severity: 'failure',
    says: 'What names a report is neither a slot, a time, a key nor a number.',
    runbook: 'settings-and-arguments',
  },
  SETTINGS_INVALID: {
    severity: 'failure',
    says: 'An argument, an event or a setting is not what it must be.',
    runbook: 'settings-and-arguments',
  },
  STACK_TOO_LARGE: {
    severity: 'failure',
    says: 'The stack passes a quota of AWS.',
    runbook: 'settings-and-arguments',
  },
  TARGET_NAME_INVALID: {
    severity: 'failure',
    says: 'The name is none of a target.',
    runbook: 'settings-and-arguments',
  },
  TIME_INVALID: {
    severity: 'failure',
    says: 'The text is no time, or an hour that comes twice or never.',
    runbook: 'settings-and-arguments',
  },
});
