import { describe, expect, it } from 'vitest';
import { parseScheduleEvent } from '../../lambda/event.ts';
import { NOW } from './function-world.ts';

const target = 'trading-bots';

describe('the event of a schedule', () => {
  it('names a target, and the slot as a time', () => {
    const parsed = parseScheduleEvent({ target, scheduledTime: '2026-11-22T19:00:00Z' }, NOW);

    expect(parsed).toEqual({ target, scheduledTime: new Date('2026-11-22T19:00:00Z') });
  });

  it('may come without a slot, and its slot may be told in another zone', () => {
    const manual = parseScheduleEvent({ target }, NOW);
    const elsewhere = parseScheduleEvent({ target, scheduledTime: '2026-11-22T20:00:00+01:00' }, NOW);

    expect(manual.scheduledTime).toBeUndefined();
    expect(elsewhere.scheduledTime).toEqual(new Date('2026-11-22T19:00:00Z'));
  });

  const NAME_WANTED =
    'target: the name of a target, as "trading-bots": its settings are deployed with the function';
  const TIME_WANTED = 'scheduledTime: a time with its zone, as 2026-11-22T19:00:00Z';

  it.each<[title: string, event: unknown, why: string]>([
    ['that is no object', 'trading-bots', 'the whole: Invalid input: expected object, received string'],
    ['that is missing', undefined, 'the whole: Invalid input: expected object, received undefined'],
    ['without a target', {}, NAME_WANTED],
    [
      'of the console’s test button',
      { key1: 'value1' },
      `${NAME_WANTED}; the whole: Unrecognized key: "key1"`,
    ],
    [
      'that would choose what is looked at',
      { target: { name: target, namespace: 'kube-system', labelSelector: '' } },
      NAME_WANTED,
    ],
    [
      'that would choose it beside the name',
      { target, namespace: 'kube-system', insecureSkipTlsVerify: true },
      'the whole: Unrecognized keys: "namespace", "insecureSkipTlsVerify"',
    ],
    [
      'with what can be no name',
      { target: 'trading/bots' },
      'target: letters, digits, ".", "_" and "-", at most 63, a letter or digit first',
    ],
    [
      'whose slot the scheduler did not fill in',
      { target, scheduledTime: '<aws.scheduler.scheduled-time>' },
      TIME_WANTED,
    ],
    ['with a slot of no zone', { target, scheduledTime: '2026-11-22T19:00:00' }, TIME_WANTED],
    ['with a slot on no day', { target, scheduledTime: '2026-02-30T19:00:00Z' }, TIME_WANTED],
    ['with a slot in seconds', { target, scheduledTime: 1_795_374_000 }, TIME_WANTED],
    [
      'with a slot that is yet to come',
      { target, scheduledTime: '2026-11-22T19:05:04Z' },
      'scheduledTime: it lies in the future',
    ],
  ])('%s is refused by the name of each bad field', (_title, event, why) => {
    const parse = () => parseScheduleEvent(event, NOW);

    expect(parse).toThrowError(
      expect.objectContaining({
        name: 'ConfigurationError',
        code: 'SETTINGS_INVALID',
        message: `reading the event: ${why}. Correct each field named`,
      }),
    );
  });
});
