import { describe, expect, test } from 'vitest';
import { openPalette } from '../../../cli/terminal/palette.ts';
import { renderTable, type TableColumn } from '../../../cli/terminal/table.ts';

interface Row {
  readonly name: string;
  readonly failed: number | null;
  readonly message: string | null;
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { heading: 'NAME', cell: (row) => row.name, mayBeCut: true },
  { heading: 'FAILED', cell: (row) => row.failed, style: ({ failed }) => (failed === null ? null : 'bad') },
  { heading: 'MESSAGE', cell: (row) => row.message, mayBeCut: true },
];

const ROWS: readonly Row[] = [
  { name: 'nightly-rebalance', failed: 12, message: 'BackoffLimitExceeded: Job has reached the limit' },
  { name: '夜間', failed: null, message: null },
];

const plain = openPalette(false);

describe('renderTable', () => {
  test('gives each column the width of what stands in it, numbers at the right, and a dash to what is absent', () => {
    const table = renderTable(COLUMNS, ROWS, { width: null, palette: plain });

    expect(table).toBe(
      [
        'NAME               FAILED  MESSAGE',
        'nightly-rebalance      12  BackoffLimitExceeded: Job has reached the limit',
        '夜間                    -  -',
        '',
      ].join('\n'),
    );
  });

  test('takes from the widest columns that may be cut until the line fits', () => {
    const table = renderTable(COLUMNS, ROWS, { width: 40, palette: plain });

    expect(table).toBe(
      [
        'NAME             FAILED  MESSAGE',
        'nightly-rebala…      12  BackoffLimitEx…',
        '夜間                  -  -',
        '',
      ].join('\n'),
    );
  });

  test('never cuts a figure, however narrow the terminal is', () => {
    const table = renderTable(COLUMNS, ROWS, { width: 5, palette: plain });

    expect(table.split('\n')[1]).toBe('nightly…      12  Backoff…');
  });

  test('colours what is shown and not the room around it, and lets no cell break its line', () => {
    const table = renderTable(COLUMNS.slice(0, 2), [{ name: 'two\nlines', failed: 1, message: null }], {
      width: null,
      palette: openPalette(true),
    });

    expect(table).toBe(
      '\u001B[2mNAME\u001B[22m       \u001B[2mFAILED\u001B[22m\ntwo lines       \u001B[31m1\u001B[39m\n',
    );
  });
});
