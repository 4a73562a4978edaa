import { renderLineChart, type Series } from '../chart/line-chart.ts';
import { hasPeak, type Scale, type ScalePoint } from './scale.ts';

const COLOURS = ['a', 'b', 'c', 'd'] as const;
/** What 10,000 pods may take. */
const PEAK_MEGABYTES = 450;

/** The time of a whole run by the number of pods, a line for each round-trip time. */
export function chartTime(scale: Scale): string {
  const byRoundTrip = Map.groupBy(listUsual(scale), ({ roundTripMilliseconds }) => roundTripMilliseconds);
  return renderLineChart({
    title: 'Time of a whole run, report written included',
    xAxis: 'pods (logarithmic)',
    yAxis: 'seconds (logarithmic)',
    scale: 'log',
    series: [...byRoundTrip].map(([milliseconds, points], index) => ({
      name: `round trip ${milliseconds} ms`,
      colour: COLOURS[index % COLOURS.length] ?? 'd',
      points: points.map(({ pods, seconds }) => [pods, seconds] as const),
    })),
    guides: [],
  });
}

/** The peak memory of a whole run by the number of pods, beside the log lines that it keeps. */
export function chartMemory(scale: Scale): string {
  const near = listUsual(scale).filter(({ roundTripMilliseconds }) => roundTripMilliseconds === 0);
  const peaks: Series = {
    name: 'peak memory',
    colour: 'a',
    points: near.filter(hasPeak).map(({ pods, peakBytes }) => [pods, peakBytes / 1e6] as const),
  };
  const kept: Series = {
    name: 'log lines kept',
    colour: 'b',
    points: near.map(
      (point) => [point.pods, (point.pods * point.linesPerLog * point.bytesPerLine) / 1e6] as const,
    ),
  };
  return renderLineChart({
    title: 'Peak memory of a whole run, report written included',
    xAxis: 'pods, logs of 100 lines × 100 bytes',
    yAxis: 'MB',
    scale: 'linear',
    series: [peaks, kept],
    guides: [{ name: `${PEAK_MEGABYTES} MB`, y: PEAK_MEGABYTES }],
  });
}

function listUsual({ points }: Scale): readonly ScalePoint[] {
  return points.filter(({ curve }) => curve === 'pods');
}
