import { ARCHIVE_FAILURES } from './archive.ts';
import type { Message } from './message.ts';
import { PROBLEMS } from './problem.ts';
import { SETTINGS_FAILURES } from './settings.ts';

/** Every message that a reader can meet, by its code. docs/messages.md is made from it. */
export const MESSAGES = {
  ...PROBLEMS,
  ...ARCHIVE_FAILURES,
  ...SETTINGS_FAILURES,
} as const satisfies Readonly<Record<string, Message>>;

export type MessageCode = keyof typeof MESSAGES;
