import { describe, expect, test } from 'vitest';
import { formatDuration, formatTime } from '../../../cli/terminal/figures.ts';

describe('formatTime', () => {
  test.each([
    ['2026-11-22T19:00:00.000Z', 'Europe/Zurich', '2026-11-22 20:00:00'],
    ['2026-07-22T22:30:00Z', 'Europe/Zurich', '2026-07-23 00:30:00'],
    ['2026-11-22T19:00:00Z', 'UTC', '2026-11-22 19:00:00Z'],
    ['soon', 'UTC', 'soon'],
  ])('shows %s in %s as %s', (time, timeZone, shown) => {
    expect(formatTime(time, timeZone)).toBe(shown);
  });
});

describe('formatDuration', () => {
  // As duration.HumanDuration of kubectl: https://github.com/kubernetes/apimachinery/blob/master/pkg/util/duration/duration.go
  test.each([
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [303, '5m3s'],
    [600, '10m'],
    [10_799, '179m59s'],
    [10_800, '3h'],
    [11_000, '3h3m'],
    [172_800, '2d'],
    [277_200, '3d5h'],
    [691_200, '8d'],
    [3_456_000, '40d'],
  ])('writes %d s as %s', (seconds, written) => {
    expect(formatDuration(seconds)).toBe(written);
  });
});
