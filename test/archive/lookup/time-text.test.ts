import { describe, expect, it } from 'vitest';
import { parseMoment, parseTimeText } from '../../../src/archive/lookup/time-text.ts';

const at = (time: string) => Date.parse(time) / 1000;

describe('a day without a zone', () => {
  it.each<[day: string, timeZone: string, from: string, hours: number]>([
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z', 25],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z', 23],
    ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00Z', 24],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00Z', 25],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00Z', 24.5],
    // Clocks are set forward at midnight: the day begins at 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z', 23],
    ['2026-10-25', 'UTC', '2026-10-25T00:00:00Z', 24],
  ])('%s in %s begins at %s and has %f hours', (day, timeZone, from, hours) => {
    const window = parseTimeText(day, timeZone);

    expect(window).toEqual({ from: at(from), until: at(from) + hours * 3600 });
  });
});

describe('a time without a zone', () => {
  it.each([
    ['2026-10-25T01:30', '2026-10-24T23:30:00Z'],
    ['2026-10-25T03:30', '2026-10-25T02:30:00Z'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00Z'],
    ['2026-10-25T02:30+02:00', '2026-10-25T00:30:00Z'],
    ['2026-10-25T02:30+01:00', '2026-10-25T01:30:00Z'],
  ])('%s in Berlin is %s', (text, expected) => {
    expect(parseMoment(text, 'Europe/Berlin', 0)).toBe(at(expected));
  });

  it.each([
    [
      '2026-10-25T02',
      'reading the time 2026-10-25T02:00:00: it comes twice in Europe/Berlin: clocks are set back. Which one is meant: 2026-10-25T02:00:00+02:00 or 2026-10-25T02:00:00+01:00?',
    ],
    [
      '2026-10-25 02:30',
      'reading the time 2026-10-25T02:30:00: it comes twice in Europe/Berlin: clocks are set back. Which one is meant: 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00?',
    ],
    [
      '2026-03-29T02:30',
      'reading the time 2026-03-29T02:30:00: it does not come in Europe/Berlin: clocks are set forward over it. Give one before or behind it',
    ],
  ])('that cannot be told is asked about: %s', (text, message) => {
    expect(() => parseTimeText(text, 'Europe/Berlin')).toThrowError(message);
  });
});
