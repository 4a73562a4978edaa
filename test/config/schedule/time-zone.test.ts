import { describe, expect, it } from 'vitest';
import { findTimeZoneMistake, listClockChanges } from '../../../src/config/schedule/time-zone.ts';

const DAY = 24 * 60;
const day = (date: string) => Date.parse(date) / (DAY * 60_000);
const minute = (time: string) => Date.parse(time) / 60_000;

describe('a time zone', () => {
  it.each([
    'UTC',
    'GMT',
    'CET',
    'EST5EDT',
    'Europe/Berlin',
    'US/Eastern',
    'Asia/Kolkata',
    'Asia/Ho_Chi_Minh',
    'Etc/GMT+5',
    'Africa/Dar_es_Salaam',
    'America/Port-au-Prince',
    'America/Argentina/ComodRivadavia',
    'America/Indiana/Tell_City',
    'America/Knox_IN',
    'Antarctica/DumontDUrville',
    'Antarctica/McMurdo',
    'Australia/NSW',
  ])('called %s is one of the IANA database', (name) => {
    expect(findTimeZoneMistake(name)).toBeNull();
  });

  it('of every name that this Node.js offers is taken, and of none in small letters', () => {
    const names = Intl.supportedValuesOf('timeZone').filter((name) => name.includes('/'));

    const refused = names.filter((name) => findTimeZoneMistake(name) !== null);
    const taken = names.filter((name) => findTimeZoneMistake(name.toLowerCase()) === null);

    expect(names.length).toBeGreaterThan(400);
    expect({ refused, taken }).toEqual({ refused: [], taken: [] });
  });
});

describe('the changes of a zone’s clocks', () => {
  it('are told by the minute, with what local time is ahead of UTC before and after', () => {
    const changes = listClockChanges('Europe/Berlin', day('2026-01-01'), day('2027-01-01'));

    expect(changes).toEqual([
      { at: minute('2026-03-29T01:00Z'), before: 60, after: 120 },
      { at: minute('2026-10-25T01:00Z'), before: 120, after: 60 },
    ]);
  });

  it('are none where there is no summer time', () => {
    expect(listClockChanges('Asia/Kolkata', day('2026-01-01'), day('2027-01-01'))).toEqual([]);
  });
});
