import { markdownTable } from 'markdown-table';
import type { ComparedRow, Comparison, ComparisonCase, MeasuredRow } from './comparison.ts';
import { nameMachine } from './machine.ts';

const HEAD = [
  '× ours',
  'work only',
  '',
  'wall s',
  'work s',
  'CPU s',
  'peak MB',
  'GETs',
  'conns',
  'MB',
  'lines',
  'runs',
];
const RIGHT = HEAD.map((title) => (title === '' ? 'l' : 'r'));

/** A table a round-trip time, ratios first; Markdown, which a terminal shows as well. */
export function renderComparison({ takenAt, machine, cluster, cases }: Comparison): string {
  return [
    `${cluster}, ${takenAt.slice(0, 10)}`,
    `${nameMachine(machine)}, ${machine.kubectl === null ? 'no kubectl' : `kubectl ${machine.kubectl}`}`,
    ...cases.flatMap((each) => ['', renderCase(each)]),
  ].join('\n');
}

function renderCase({ roundTrip, rows }: ComparisonCase): string {
  const ours = rows.find(({ name }) => name === 'ours')?.measured ?? null;
  const heading =
    roundTrip === null
      ? 'As far away as the cluster is:'
      : `Round trip ${roundTrip.ordered} ms (measured ${roundTrip.measured.toFixed(1)} ms):`;
  const table = markdownTable([HEAD, ...rows.map((row) => renderRow(row, ours))], { align: RIGHT });
  return `${heading}\n\n${table}`;
}

function renderRow({ title, measured, absence }: ComparedRow, ours: MeasuredRow | null): readonly string[] {
  if (measured === null) return ['', '', `${title}: ${absence ?? 'not measured'}`];
  return [
    ratio(measured.process.median, ours?.process.median),
    ratio(measured.work.median, ours?.work.median),
    title,
    seconds(measured.process.median),
    seconds(measured.work.median),
    measured.cpu === null ? '–' : seconds(measured.cpu.median),
    measured.peakBytes === null ? '–' : (measured.peakBytes.median / 1e6).toFixed(0),
    number(measured.requests),
    number(measured.connections),
    measured.bytes === null ? '–' : (measured.bytes / 1e6).toFixed(2),
    String(measured.lines),
    String(measured.runs),
  ];
}

function ratio(value: number, ours: number | undefined): string {
  if (ours === undefined) return '–';
  const times = value / ours;
  return times.toFixed(times < 10 ? 2 : 1);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 3 : 1);
}

function number(value: number | null): string {
  return value === null ? '–' : String(value);
}
