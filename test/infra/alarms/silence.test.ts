import { describe, expect, it } from 'vitest';
import { measureSilence, type SilenceTiming } from '../../../infra/alarms/silence.ts';

describe('measureSilence', () => {
  const timing: SilenceTiming = {
    longestMinutes: 15,
    spreadMinutes: 0,
    eventAgeSeconds: 450,
    timeoutSeconds: 300,
  };
  const DAY = 24 * 60;

  it.each<[title: string, change: Partial<SilenceTiming>, seconds: number, count: number]>([
    ['two minutes', { longestMinutes: 2, eventAgeSeconds: 60 }, 300, 4],
    ['a quarter of an hour', {}, 300, 9],
    ['a quarter of an hour, spread over three minutes', { spreadMinutes: 3 }, 300, 9],
    ['an hour', { longestMinutes: 60, eventAgeSeconds: 1800 }, 300, 27],
    ['a day of 25 h', { longestMinutes: DAY + 60, eventAgeSeconds: 3600 }, 3600, 29],
    ['a weekend', { longestMinutes: 3 * DAY, eventAgeSeconds: 3600 }, 3600, 76],
    ['nearly a week', { longestMinutes: 6 * DAY, eventAgeSeconds: 3600 }, 3600, 148],
  ])('of %s fits what CloudWatch takes', (_title, change, seconds, count) => {
    const periods = measureSilence({ ...timing, ...change });

    expect(periods).toEqual({ seconds, count });
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    expect(seconds * count).toBeLessThanOrEqual(seconds < 3600 ? 86_400 : 604_800);
  });

  it('is nothing that an alarm can be set for when slots lie a week apart', () => {
    const periods = measureSilence({ ...timing, longestMinutes: 7 * DAY, eventAgeSeconds: 3600 });

    expect(periods).toBeNull();
  });
});
