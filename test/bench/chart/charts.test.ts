import { describe, expect, it } from 'vitest';
import { renderBarChart } from '../../../bench/chart/bar-chart.ts';
import { renderLineChart } from '../../../bench/chart/line-chart.ts';

describe('a chart', () => {
  it('of bars shows panels below each other, on one logarithmic axis', async () => {
    const svg = renderBarChart('Rows', 'seconds (logarithmic)', [
      {
        title: 'Round trip 0 ms',
        bars: [
          { label: 'ours', value: 0.5, note: '0.50 s', colour: 'a' },
          { label: 'a <kubectl> & more', value: 16.5, note: '16.5 s (33 × ours)', colour: 'd' },
        ],
      },
      { title: 'Round trip 20 ms', bars: [{ label: 'ours', value: 1, note: '1.00 s', colour: 'a' }] },
    ]);

    await expect(svg).toMatchFileSnapshot('../../fixtures/bench/bars.svg');
  });

  it('of lines names each line at its end, and what is not to be passed', async () => {
    const svg = renderLineChart({
      title: 'Peak memory',
      xAxis: 'pods',
      yAxis: 'MB',
      scale: 'linear',
      series: [
        {
          name: 'peak memory',
          colour: 'a',
          points: [
            [100, 170],
            [10_000, 400],
          ],
        },
      ],
      guides: [{ name: '450 MB', y: 450 }],
    });

    await expect(svg).toMatchFileSnapshot('../../fixtures/bench/lines.svg');
  });

  it('is drawn in colours of its own for a dark page', () => {
    const svg = renderBarChart('Rows', 's', [
      { title: '', bars: [{ label: 'ours', value: 1, note: '', colour: 'a' }] },
    ]);

    expect(svg).toContain('@media(prefers-color-scheme:dark){text{fill:#f0f6fc}');
  });
});
