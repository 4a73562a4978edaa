import { max, min } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { escapeText, round, wrapSvg } from './svg.ts';

export interface Series {
  /** Stands at the end of the line. */
  readonly name: string;
  readonly colour: 'a' | 'b' | 'c' | 'd';
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A value that is not to be passed. */
interface Guide {
  readonly name: string;
  readonly y: number;
}

export interface LineChart {
  readonly title: string;
  readonly xAxis: string;
  readonly yAxis: string;
  /** A logarithmic axis shows sizes from tens to thousands alike; a slope is seen on a linear one only. */
  readonly scale: 'linear' | 'log';
  readonly series: readonly Series[];
  readonly guides: readonly Guide[];
}

const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 64;
const RIGHT = 150;
const TOP = 36;
const BOTTOM = 52;
const NAME_HEIGHT = 15;

export function renderLineChart(chart: LineChart): string {
  const points = chart.series.flatMap((series) => series.points);
  const ys = [...points.map(([, y]) => y), ...chart.guides.map(({ y }) => y)];
  const x = makeScale(
    chart.scale,
    points.map(([each]) => each),
    [LEFT, WIDTH - RIGHT],
  );
  const y = makeScale(chart.scale, ys, [HEIGHT - BOTTOM, TOP]);
  const draw = line<readonly [number, number]>(
    (point) => x.at(point[0]),
    (point) => y.at(point[1]),
  ).digits(1);
  const heights = keepApart(chart.series.map((series) => y.at(series.points.at(-1)?.[1] ?? 0)));
  const middle = (LEFT + WIDTH - RIGHT) / 2;
  return wrapSvg({ width: WIDTH, height: HEIGHT, title: chart.title }, [
    `<text class="title" x="8" y="18">${escapeText(chart.title)}</text>`,
    ...y.ticks.flatMap((tick) => [
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y.at(tick))}" y2="${round(y.at(tick))}"/>`,
      `<text class="quiet end" x="${LEFT - 8}" y="${round(y.at(tick) + 4)}">${tick.toLocaleString('en')}</text>`,
    ]),
    ...x.ticks.map(
      (tick) =>
        `<text class="quiet middle" x="${round(x.at(tick))}" y="${HEIGHT - BOTTOM + 18}">${tick.toLocaleString('en')}</text>`,
    ),
    `<text class="quiet middle" x="${middle}" y="${HEIGHT - 10}">${escapeText(chart.xAxis)}</text>`,
    `<text class="quiet middle" transform="translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)">${escapeText(chart.yAxis)}</text>`,
    ...chart.guides.flatMap((guide) => [
      `<line class="guide" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y.at(guide.y))}" y2="${round(y.at(guide.y))}"/>`,
      `<text class="quiet" x="${WIDTH - RIGHT + 8}" y="${round(y.at(guide.y) + 4)}">${escapeText(guide.name)}</text>`,
    ]),
    ...chart.series.flatMap(({ name, colour, points: own }, index) => {
      const [lastX] = own.at(-1) ?? [0, 0];
      return [
        `<path class="line ${colour}" d="${draw([...own]) ?? ''}"/>`,
        ...own.map(
          ([px, py]) => `<circle class="${colour}" r="3" cx="${round(x.at(px))}" cy="${round(y.at(py))}"/>`,
        ),
        `<text class="${colour}" x="${round(x.at(lastX) + 8)}" y="${round((heights[index] ?? 0) + 4)}">${escapeText(name)}</text>`,
      ];
    }),
  ]);
}

/** Heights for the names of lines that may end at one place: each as near to its own as the one above it allows. */
function keepApart(wanted: readonly number[]): readonly number[] {
  const heights = [...wanted];
  let above = Number.NEGATIVE_INFINITY;
  for (const index of [...wanted.keys()].toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))) {
    above = Math.max(wanted[index] ?? 0, above + NAME_HEIGHT);
    heights[index] = above;
  }
  return heights;
}

interface Axis {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

function makeScale(
  kind: LineChart['scale'],
  values: readonly number[],
  range: readonly [number, number],
): Axis {
  const [least, most] = [min(values) ?? 1, max(values) ?? 1];
  if (kind === 'linear') {
    const linear = scaleLinear([0, most], range).nice();
    return { at: (value) => linear(value), ticks: linear.ticks(5) };
  }
  const log = scaleLog([least, most], range).nice();
  return {
    at: (value) => log(value),
    ticks: log.ticks().filter((tick) => Number.isInteger(Math.log10(tick))),
  };
}
