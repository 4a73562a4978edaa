/** What the command line tells whoever started it; docs and tests name them from here. */
export const EXIT = {
  fine: 0,
  /** A mistake in what was typed, or a failure that ended the command. */
  failed: 1,
  /** What was asked about is so: `snapshot --fail-on`, `diff --exit-code`. */
  conditionMet: 2,
  /** By Ctrl+C or SIGTERM: 128 and the number of SIGINT, as shells count. */
  interrupted: 130,
  /** Whoever read the output went away: 128 and the number of SIGPIPE, as other tools end. */
  outputClosed: 141,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
