import { max, min } from 'd3-array';
import { scaleLog } from 'd3-scale';
import { escapeText, round, wrapSvg } from './svg.ts';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Stands behind the bar. */
  readonly note: string;
  readonly colour: 'a' | 'b' | 'c' | 'd';
}

export interface BarPanel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 720;
const LABELS = 170;
const NOTES = 150;
const BAR = 18;
const STEP = 25;
const HEAD = 28;
const FOOT = 48;

/** Bars on a logarithmic axis, that tenths of a second and half a minute can both be read; a panel below the other. */
export function renderBarChart(title: string, axis: string, panels: readonly BarPanel[]): string {
  const values = panels.flatMap(({ bars }) => bars.map(({ value }) => value));
  // A bar begins at a power of ten below the shortest: a logarithm has no zero.
  const start = 10 ** Math.floor(Math.log10((min(values) ?? 1) / 1.5));
  const x = scaleLog([start, max(values) ?? 10], [LABELS, WIDTH - NOTES]);
  const ticks = x.ticks(4).filter((tick) => Number.isInteger(Math.log10(tick)));
  let top = 0;
  const drawn: string[] = [];
  for (const panel of panels) {
    drawn.push(...renderPanel(panel, x, top));
    top += HEAD + panel.bars.length * STEP + 12;
  }
  const axisLines = ticks.flatMap((tick) => [
    `<line class="grid" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${HEAD - 6}" y2="${top}"/>`,
    `<text class="quiet middle" x="${round(x(tick))}" y="${top + 16}">${tick}</text>`,
  ]);
  const name = `<text class="quiet middle" x="${(LABELS + WIDTH - NOTES) / 2}" y="${top + 36}">${escapeText(axis)}</text>`;
  return wrapSvg({ width: WIDTH, height: top + FOOT, title }, [...axisLines, ...drawn, name]);
}

function renderPanel(
  { title, bars }: BarPanel,
  x: (value: number) => number,
  top: number,
): readonly string[] {
  return [
    `<text class="title" x="8" y="${top + 17}">${escapeText(title)}</text>`,
    ...bars.flatMap(({ label, value, note, colour }, index) => {
      const y = top + HEAD + index * STEP;
      const middle = y + BAR / 2 + 4;
      return [
        `<text class="end" x="${LABELS - 8}" y="${middle}">${escapeText(label)}</text>`,
        `<rect class="${colour}" x="${LABELS}" y="${y}" width="${round(x(value) - LABELS)}" height="${BAR}"/>`,
        `<text x="${round(x(value) + 6)}" y="${middle}">${escapeText(note)}</text>`,
      ];
    }),
  ];
}
