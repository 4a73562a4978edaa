import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../cli/command-table.ts';
import { README_FILE, writeCommandTable } from '../../scripts/generate-command-table.ts';

describe('the table of commands', () => {
  test('stands in the README as it is: npm run generate writes it there', () => {
    const readme = readFileSync(README_FILE, 'utf8');

    expect(readme).toBe(writeCommandTable(readme));
  });

  test('has a line of help for each that fits a terminal', () => {
    const long = COMMANDS.filter(({ description }) => description.length > 62);

    expect(long.map(({ name }) => name)).toEqual([]);
  });
});
