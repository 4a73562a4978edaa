import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { renderDocumentFiles } from './files.ts';

const DOCS = join(import.meta.dirname, '../../docs');

export function addDocumentCommand(program: Command): void {
  program
    .command('document')
    .description('write docs/bench.md and its charts from the results in docs/bench/*.json')
    .action(async () => {
      for (const [path, content] of await renderDocumentFiles(DOCS))
        await writeFile(join(DOCS, path), content);
    });
}
