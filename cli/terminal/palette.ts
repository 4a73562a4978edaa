import { styleText } from 'node:util';
import type { JobPhase } from '../../src/snapshot/model/job.ts';
import { canDraw, type TerminalOutput } from './terminal.ts';

export type ColorChoice = 'auto' | 'always' | 'never';

export type Style = 'good' | 'bad' | 'doubtful' | 'busy' | 'faint' | 'strong';
/** Gives the text in a style, or as it is where colours are not wanted. */
export type Palette = (style: Style, text: string) => string;

const FORMATS = {
  good: 'green',
  bad: 'red',
  doubtful: 'yellow',
  busy: 'cyan',
  faint: 'dim',
  strong: 'bold',
} as const satisfies Record<Style, Parameters<typeof styleText>[0]>;

const PHASES: Readonly<Record<JobPhase, Style>> = {
  PENDING: 'doubtful',
  RUNNING: 'busy',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  UNKNOWN: 'doubtful',
};

export function openPalette(isColoured: boolean): Palette {
  return isColoured
    ? (style, text) => styleText(FORMATS[style], text, { validateStream: false })
    : (_, text) => text;
}

export function findPhaseStyle(phase: JobPhase): Style {
  return PHASES[phase];
}

/**
 * What is typed wins; then FORCE_COLOR, NO_COLOR and where the output goes, in Node's own order.
 * https://nodejs.org/docs/latest-v24.x/api/cli.html#force_color1-2-3 https://no-color.org
 */
export function wantsColor(
  choice: ColorChoice,
  stdout: TerminalOutput,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (choice !== 'auto') return choice === 'always';
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return canDraw(stdout, env);
}
