import { foldMessage, makeVisible } from '../../src/report/characters/visible.ts';
import { countNoun } from '../../src/snapshot/model/counted-noun.ts';
import { describeError } from '../command/error-line.ts';
import { listJobColumns } from '../look/job-table.ts';
import { fitLines, shareRoom } from './screen-room.ts';
import { formatTime, type TimeZone } from '../terminal/figures.ts';
import type { Palette } from '../terminal/palette.ts';
import type { ScreenSize } from '../terminal/screen.ts';
import { cutText, renderTable } from '../terminal/table.ts';
import { judgeUrgency, listRows, MARK_COLUMN, wordChange, type WatchRow } from './watch-row.ts';
import type { WatchedTarget } from './watched-target.ts';
import { renderSeen } from '../look/wide-table.ts';

export interface WatchFrame {
  readonly targets: readonly WatchedTarget[];
  /** What --fail-on asks about, where it holds or cannot be judged. */
  readonly verdicts: readonly string[];
  readonly intervalSeconds: number;
  /** When the last look began. */
  readonly lookedAt: Date;
  /** What is being waited for, once it takes long. */
  readonly waitingFor: string | null;
}

export interface FrameOptions {
  readonly size: ScreenSize;
  readonly palette: Palette;
  readonly timeZone: TimeZone;
}

const FEWEST_ROWS = 4;
const MOST_CHANGES = 6;
const FEWEST_LOG_LINES = 4;

/** What stands on the screen between two looks: never more lines than it has, and what matters first. */
export function renderWatchFrame(frame: WatchFrame, options: FrameOptions): readonly string[] {
  const { size, palette } = options;
  const { columns } = size;
  const rows = frame.targets.flatMap(listRows);
  const changes = rows.filter(({ mark }) => mark !== 'same').map(wordChange);
  const logs = frame.targets.flatMap(listNewLines);
  const notes = fitLines(listNotes(frame, options), Math.floor(size.rows / 3), (hidden) =>
    palette('faint', `… ${countNoun(hidden.length, 'line')} more`),
  );
  const [table = 0, changed = 0, logged = 0] = shareRoom(size.rows - notes.length - 1, [
    { wanted: rows.length === 0 ? 0 : rows.length + 1, least: FEWEST_ROWS },
    { wanted: withHeading(changes), least: MOST_CHANGES },
    { wanted: withHeading(logs), least: FEWEST_LOG_LINES },
  ]);
  return [
    renderHead(frame, options),
    ...renderRows(frame, rows, table, options),
    ...notes,
    ...renderSection('Changed since the last look', changes, changed, palette),
    ...renderSection('New in the logs', logs, logged, palette, 'last'),
  ].map((line) => cutText(line, columns));
}

function withHeading(lines: readonly string[]): number {
  return lines.length === 0 ? 0 : lines.length + 1;
}

function renderHead(
  { targets, intervalSeconds, lookedAt, waitingFor }: WatchFrame,
  { palette, timeZone }: FrameOptions,
): string {
  const time = formatTime(lookedAt.toISOString(), timeZone).slice('2026-11-22 '.length);
  const what = targets.length === 1 ? targets.flatMap(nameScope) : [countNoun(targets.length, 'target')];
  const rest = palette('strong', [...what, `every ${intervalSeconds} s`, 'Ctrl+C ends'].join('  '));
  const waiting = waitingFor === null ? [] : [palette('busy', waitingFor)];
  return [palette('strong', time), ...waiting, rest].join('  ');
}

/** Where and what for was looked, as far as a look told. */
function nameScope({ look, seen }: WatchedTarget): readonly string[] {
  const snapshot = look.snapshot ?? seen;
  if (snapshot === null) return [look.target];
  const { namespace, selector } = snapshot;
  return [namespace === '' ? 'all namespaces' : namespace, ...(selector === '' ? [] : [selector])];
}

/** All Jobs in their order, or, where there is no room for all, the most urgent first and how many are left out. */
function renderRows(
  { targets }: WatchFrame,
  rows: readonly WatchRow[],
  room: number,
  { size, palette }: FrameOptions,
): readonly string[] {
  if (room === 0) return [];
  const isWhole = rows.length + 1 <= room;
  const shown = isWhole
    ? rows
    : rows.toSorted((a, b) => judgeUrgency(a) - judgeUrgency(b)).slice(0, Math.max(0, room - 2));
  const columns = [
    MARK_COLUMN,
    ...listJobColumns({
      hasTargets: targets.length > 1,
      hasNamespaces: targets.some(({ seen }) => seen?.namespace === ''),
      width: size.columns,
    }),
  ];
  const lines = renderTable(columns, shown, { width: size.columns, palette }).trimEnd().split('\n');
  if (isWhole) return lines;
  const hidden = rows.filter((row) => !shown.includes(row));
  const phases = [...Map.groupBy(hidden, ({ job }) => job.phase)].map(
    ([phase, those]) => `${those.length} ${phase}`,
  );
  const more = `… ${countNoun(hidden.length, 'Job')} more: ${phases.join(', ')}`;
  return [...lines, palette('faint', more)].slice(0, room);
}

/** What was seen, what was not, and what failed. */
function listNotes(
  { targets, verdicts }: WatchFrame,
  { palette, timeZone }: FrameOptions,
): readonly string[] {
  const ofTargets = targets.flatMap(({ look, seen }) => {
    const { target, snapshot, failure, stored } = look;
    const isStale = seen !== null && snapshot !== seen;
    const name = targets.length === 1 ? '' : `${target}: `;
    return [
      ...(isStale
        ? [palette('bad', `${name}nothing seen now; above is of ${formatTime(seen.timestamp, timeZone)}`)]
        : []),
      ...(failure === null ? [] : [palette('bad', `${name}${foldMessage(describeError(failure))}`)]),
      ...(snapshot === null
        ? []
        : renderSeen(snapshot, { width: null, palette }).map((line) => `${name}${line}`)),
      ...stored.slice(0, 1).map((place) => palette('faint', `${name}stored ${place}`)),
    ];
  });
  return [...ofTargets, ...verdicts.map((line) => palette('doubtful', line))];
}

function listNewLines({ difference }: WatchedTarget): readonly string[] {
  return (difference?.logs ?? []).flatMap(({ podName, containerName, newLines }) =>
    newLines.map((line) => `${podName}/${containerName}: ${makeVisible(line)}`),
  );
}

function renderSection(
  title: string,
  lines: readonly string[],
  room: number,
  palette: Palette,
  kept: 'first' | 'last' = 'first',
): readonly string[] {
  if (room < 2) return [];
  const shown = kept === 'first' ? lines.slice(0, room - 1) : lines.slice(1 - room);
  const hidden = lines.length - shown.length;
  const heading = hidden === 0 ? title : `${title} (${hidden} more not shown)`;
  return [palette('faint', `${heading}:`), ...shown];
}
