import { breakText, measureText } from '../../src/report/characters/width.ts';
import { endColours, foldMessage } from '../../src/report/characters/visible.ts';
import type { Palette, Style } from './palette.ts';

export interface TableColumn<Row> {
  readonly heading: string;
  /** Null: there is nothing to say, or it is not known. It shows as `-`, never as zero. */
  readonly cell: (row: Row) => string | number | null;
  readonly style?: (row: Row) => Style | null;
  /** What is cut first where the columns do not fit; the others keep their width. */
  readonly mayBeCut?: boolean;
}

export interface TableOptions {
  /** Null: nothing is cut. */
  readonly width: number | null;
  readonly palette: Palette;
}

const GAP = 2;
/** A column that is cut to less, or to less than its heading, tells nothing. */
const NARROWEST = 8;
const ABSENT = '-';

/**
 * A line of headings and a line a row, each ended by a line feed, in columns as wide as what stands in them. Numbers stand at
 * the right. A line that is still too long when all was cut that may be is for the terminal to wrap: figures are never cut.
 */
export function renderTable<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  { width, palette }: TableOptions,
): string {
  const cells = columns.map((column) => rows.map((row) => column.cell(row)));
  const texts = cells.map((column) =>
    column.map((cell) => (cell === null ? ABSENT : foldMessage(`${cell}`))),
  );
  const natural = columns.map(({ heading }, index) =>
    Math.max(measureText(heading), ...(texts[index] ?? []).map(measureText)),
  );
  const widths = fitWidths(columns, natural, width);
  const isRight = cells.map((column) => column.some((cell) => typeof cell === 'number'));
  const line = (parts: readonly string[], paint: (text: string, column: number) => string) =>
    `${parts
      .map((text, index) => {
        const room = widths[index] ?? 0;
        const cut = cutText(text, room);
        const padding = ' '.repeat(Math.max(0, room - measureText(cut)));
        const painted = paint(cut, index);
        if (isRight[index] === true) return `${padding}${painted}`;
        return index === parts.length - 1 ? painted : `${painted}${padding}`;
      })
      .join(' '.repeat(GAP))
      .trimEnd()}\n`;
  const head = line(
    columns.map(({ heading }) => heading),
    (text) => palette('faint', text),
  );
  const body = rows.map((row, number) =>
    line(
      texts.map((column) => column[number] ?? ABSENT),
      (text, index) => {
        const style = columns[index]?.style?.(row) ?? null;
        return style === null ? text : palette(style, text);
      },
    ),
  );
  return `${head}${body.join('')}`;
}

/** Takes from the widest of what may be cut, a column at a time, until the line fits. */
function fitWidths<Row>(
  columns: readonly TableColumn<Row>[],
  natural: readonly number[],
  width: number | null,
): readonly number[] {
  const widths = [...natural];
  if (width === null) return widths;
  const total = widths.reduce((sum, each) => sum + each, GAP * (widths.length - 1));
  for (let excess = total - width; excess > 0; excess -= 1) {
    const cuttable = columns.flatMap(({ mayBeCut, heading }, index) =>
      mayBeCut === true && (widths[index] ?? 0) > Math.max(NARROWEST, measureText(heading)) ? [index] : [],
    );
    const [first, ...others] = cuttable;
    if (first === undefined) break;
    const widest = others.reduce((a, b) => ((widths[b] ?? 0) > (widths[a] ?? 0) ? b : a), first);
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** The text in so many columns; an ellipsis tells that there is more of it. */
export function cutText(text: string, columns: number): string {
  if (measureText(text) <= columns) return text;
  const [kept = ''] = breakText(text, Math.max(1, columns - 1));
  return `${endColours(kept)}…`;
}
