import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { findPhaseStyle, openPalette, wantsColor } from '../../../cli/terminal/palette.ts';

const output = (isTTY: boolean) => Object.assign(new Writable(), { isTTY });

describe('wantsColor', () => {
  test.each([
    ['auto', true, {}, true],
    ['auto', false, {}, false],
    ['auto', true, { NO_COLOR: '1' }, false],
    ['auto', true, { NO_COLOR: '' }, true],
    ['auto', true, { TERM: 'dumb' }, false],
    ['auto', false, { FORCE_COLOR: '1' }, true],
    ['auto', true, { FORCE_COLOR: '0' }, false],
    ['auto', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['always', false, { NO_COLOR: '1' }, true],
    ['never', true, { FORCE_COLOR: '1' }, false],
  ] as const)('--color %s, terminal: %j, environment: %j: %j', (choice, isTTY, env, wanted) => {
    expect(wantsColor(choice, output(isTTY), env)).toBe(wanted);
  });
});

describe('openPalette', () => {
  test('leaves the text as it is where colours are not wanted', () => {
    expect(openPalette(false)(findPhaseStyle('FAILED'), 'FAILED')).toBe('FAILED');
  });

  test('shows a failed Job in red', () => {
    expect(openPalette(true)(findPhaseStyle('FAILED'), 'FAILED')).toBe('\u001B[31mFAILED\u001B[39m');
  });
});
