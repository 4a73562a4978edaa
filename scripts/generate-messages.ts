import { writeFileSync } from 'node:fs';
import { MESSAGES } from '../src/messages/registry.ts';

export const MESSAGES_FILE = new URL('../docs/messages.md', import.meta.url);

const SEVERITIES = {
  failure: 'A run or a command ends without what it was to bring.',
  gap: 'The report lacks something, and says so.',
  notice: 'The report is whole, and to be read with this in mind.',
} as const;

/** docs/messages.md: every code, what it says, how bad it is, and where the runbook speaks of it. */
export function writeMessages(): string {
  const messages = Object.entries(MESSAGES);
  const tables = Object.entries(SEVERITIES).flatMap(([severity, meaning]) => [
    `## ${severity}`,
    '',
    meaning,
    '',
    '| code | says | what to do |',
    '|---|---|---|',
    ...messages
      .filter(([, message]) => message.severity === severity)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([code, { says, runbook }]) =>
          `| \`${code}\` | ${says} | [${runbook.replaceAll('-', ' ')}](runbook.md#${runbook}) |`,
      ),
    '',
  ]);
  return [
    '# Messages',
    '',
    'Every problem of a report and every failure of a command has one of these codes; they are stable. Each message itself says what was',
    'attempted, on which object, why it failed and what to do. `npm run generate` makes this page from `src/messages`.',
    '',
    ...tables,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

if (import.meta.main) writeFileSync(MESSAGES_FILE, writeMessages());
