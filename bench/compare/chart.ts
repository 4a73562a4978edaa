import { renderBarChart, type Bar } from '../chart/bar-chart.ts';
import { nameRoundTrip } from './table.ts';
import type { ComparedRow, Comparison, ComparisonCase } from './comparison.ts';

/** The wall time of each row, process start included, at each round-trip time. */
export function chartComparison({ cluster, cases }: Comparison): string {
  return renderBarChart(
    cluster,
    'seconds for the whole run, start of the process included (logarithmic)',
    cases.map((each) => ({
      title: nameRoundTrip(each.roundTrip),
      bars: listBars(each),
    })),
  );
}

function listBars({ rows }: ComparisonCase): readonly Bar[] {
  const ours = rows.find(({ name }) => name === 'ours')?.measured?.process.median;
  return rows.flatMap((row) => {
    if (row.measured === null) return [];
    const seconds = row.measured.process.median / 1000;
    const times =
      ours === undefined ? '' : ` (${((seconds * 1000) / ours).toFixed(seconds > 5 ? 0 : 2)} × ours)`;
    return [
      {
        label: row.title,
        value: seconds,
        note: `${seconds.toFixed(seconds < 10 ? 2 : 1)} s${row.name === 'ours' ? '' : times}`,
        colour: colourOf(row),
      },
    ];
  });
}

function colourOf({ name }: ComparedRow): Bar['colour'] {
  if (name === 'ours') return 'a';
  return name === 'floor' ? 'b' : 'd';
}
