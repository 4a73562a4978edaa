import { markdownTable } from 'markdown-table';
import type { ComparedRow, Comparison, ComparisonCase, MeasuredRow } from './comparison.ts';
import { nameMachine } from '../machine/machine.ts';

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
const ABSENT = '–';
const ALIGNMENT = HEAD.map((title) => (title === '' ? 'l' : 'r'));

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
  const heading = `${nameRoundTrip(roundTrip)} (a small GET takes ${roundTrip.measured.toFixed(1)} ms):`;
  const table = markdownTable([HEAD, ...rows.flatMap((row) => renderRow(row, ours))], { align: ALIGNMENT });
  const remarks = [
    ...describeFloor(rows, ours),
    ...describeAbsences(rows),
    ...describeOtherLines(rows, ours),
  ];
  return [heading, '', table, ...remarks.flatMap((remark) => ['', remark])].join('\n');
}

export function nameRoundTrip({ ordered }: ComparisonCase['roundTrip']): string {
  return ordered === null ? 'As far away as the cluster is' : `Round trip ${ordered} ms`;
}

function renderRow(
  { title, measured }: ComparedRow,
  ours: MeasuredRow | null,
): readonly (readonly string[])[] {
  if (measured === null) return [];
  const { process, work, cpu, peakBytes, requests, connections, bytes, lines, runs } = measured;
  return [
    [
      ratio(process.median, ours?.process.median),
      ratio(work.median, ours?.work.median),
      title,
      seconds(process.median),
      seconds(work.median),
      cpu === null ? ABSENT : seconds(cpu.median),
      peakBytes === null ? ABSENT : (peakBytes.median / 1e6).toFixed(0),
      requests === null ? ABSENT : String(requests),
      connections === null ? ABSENT : String(connections),
      bytes === null ? ABSENT : (bytes / 1e6).toFixed(2),
      String(lines),
      String(runs),
    ],
  ];
}

function ratio(value: number, ours: number | undefined): string {
  if (ours === undefined) return ABSENT;
  const times = value / ours;
  return times.toFixed(times < 10 ? 2 : 1);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 3 : 1);
}

function describeFloor(rows: readonly ComparedRow[], ours: MeasuredRow | null): readonly string[] {
  const floor = rows.find(({ name }) => name === 'floor')?.measured;
  if (floor === undefined || floor === null || ours === null) return [];
  const [whole, work] = [ours.process.median / floor.process.median, ours.work.median / floor.work.median];
  return [`Ours takes ${whole.toFixed(2)} × the wall time of the floor, and ${work.toFixed(2)} × its work.`];
}

function describeAbsences(rows: readonly ComparedRow[]): readonly string[] {
  return rows.flatMap(({ title, absence }) => (absence === null ? [] : [`Not there: ${title}: ${absence}`]));
}

/** Only a cluster whose logs grow, or have a previous attempt, lets rows read differently. */
function describeOtherLines(rows: readonly ComparedRow[], ours: MeasuredRow | null): readonly string[] {
  const others = rows.filter(({ measured }) => measured !== null && measured.lines !== ours?.lines);
  if (others.length === 0) return [];
  const titles = others.map(({ title }) => title).join(', ');
  return [`Not the same lines as ours: ${titles}. Compare with care.`];
}
