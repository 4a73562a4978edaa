// What a reader can meet, each under one stable code: alarms, scripts and the runbook rely on them. It knows no room: what was attempted, on
// which object and why is said where it is met; what such a message is, how bad, and where the runbook speaks of it is said here, once.

/** `failure`: a run or a command ends without what it was to bring. `gap`: a report is not whole. `notice`: it is whole, and to be read with that in mind. */
type Severity = 'failure' | 'gap' | 'notice';

/** A section of docs/runbook.md, by its anchor. */
type RunbookSection =
  | 'the-way-to-the-cluster'
  | 'logins-and-rights'
  | 'lists-and-logs'
  | 'the-store-of-reports'
  | 'finding-a-report'
  | 'settings-and-arguments'
  | 'a-mistake-of-ours';

export interface Message {
  readonly severity: Severity;
  /** In one sentence, without the object. */
  readonly says: string;
  readonly runbook: RunbookSection;
}

/** Keeps the codes as the type's keys. */
export function defineMessages<const T extends Readonly<Record<string, Message>>>(messages: T): T {
  return messages;
}
