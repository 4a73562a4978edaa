import { markdownTable } from 'markdown-table';
import type { ColdStart } from './start.ts';
import { nameMachine } from '../machine/machine.ts';
import type { Spread } from '../machine/spread.ts';

const MOST_PARTS = 20;

export function renderColdStart(cold: ColdStart): string {
  const { bareNode, load, firstGet, help, bundleBytes, parts, loadParts, rounds, machine } = cold;
  const times: readonly (readonly [string, Spread | null])[] = [
    ['bare Node.js: a process that does nothing', bareNode],
    ['loading the bundle, in a process that has started', load],
    ['from the load to the first GET of the cluster', firstGet],
    ['`job-reporter --help`: the whole process', help],
  ];
  const spent = new Map(loadParts.map(({ name, milliseconds }) => [name, milliseconds]));
  const sizes = new Map(parts.map(({ name, bytes }) => [name, bytes]));
  const names = [...new Set([...loadParts, ...parts].map(({ name }) => name))];
  const rows = names
    .map((name) => ({ name, bytes: sizes.get(name) ?? 0, milliseconds: spent.get(name) ?? 0 }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds || b.bytes - a.bytes);
  return [
    nameMachine(machine),
    '',
    markdownTable(
      [['', 'median ms', 'least', 'most'], ...times.map(([title, spread]) => [title, ...wordSpread(spread)])],
      { align: ['l', 'r', 'r', 'r'] },
    ),
    '',
    `Over ${rounds} fresh processes each. The bundle has ${bundleBytes} bytes; of what, and where the time goes (sampled, in a bundle that is not minified):`,
    '',
    markdownTable(
      [
        ['part', 'KB', 'load ms'],
        ...rows
          .slice(0, MOST_PARTS)
          .map(({ name, bytes, milliseconds }) => [name, (bytes / 1000).toFixed(0), milliseconds.toFixed(1)]),
        [`${Math.max(rows.length - MOST_PARTS, 0)} more`, ...sumUp(rows.slice(MOST_PARTS))],
      ],
      { align: ['l', 'r', 'r'] },
    ),
  ].join('\n');
}

function wordSpread(spread: Spread | null): readonly string[] {
  if (spread === null) return ['–', '–', '–'];
  return [spread.median, spread.least, spread.most].map((value) => value.toFixed(1));
}

function sumUp(
  rows: readonly { readonly bytes: number; readonly milliseconds: number }[],
): readonly string[] {
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const milliseconds = rows.reduce((sum, row) => sum + row.milliseconds, 0);
  return [(bytes / 1000).toFixed(0), milliseconds.toFixed(1)];
}
