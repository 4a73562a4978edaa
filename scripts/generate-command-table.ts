import { readFileSync, writeFileSync } from 'node:fs';
import { COMMANDS } from '../cli/command-table.ts';

export const README_FILE = new URL('../README.md', import.meta.url);

const BEGIN = '<!-- commands: npm run generate writes what is between these lines -->';
const END = '<!-- /commands -->';

/** The README with its table of the commands as they are. Throws when it has no place for one. */
export function writeCommandTable(readme: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from === -1 || to < from) throw new Error(`README.md lacks the lines ${BEGIN} and ${END}`);
  const rows = COMMANDS.filter(({ isHidden }) => isHidden !== true).map(
    ({ name, description }) => `| \`${name}\` | ${description.replaceAll('|', '\\|')} |`,
  );
  const table = ['| command | what for |', '|---|---|', ...rows].join('\n');
  return `${readme.slice(0, from)}${BEGIN}\n\n${table}\n\n${readme.slice(to)}`;
}

if (import.meta.main) writeFileSync(README_FILE, writeCommandTable(readFileSync(README_FILE, 'utf8')));
