import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderDocumentFiles } from '../../../bench/document/files.ts';
import { fillSections } from '../../../bench/document/document.ts';

const DOCS = new URL('../../../docs/', import.meta.url);

describe('the document of what was measured', () => {
  it('has each section between its marks, however often it is made', () => {
    const text = '# Measured\n\n<!-- rows -->\nold\n<!-- /rows -->\n\nThe end.\n';

    const once = fillSections(text, { rows: '| a |' });
    const twice = fillSections(once, { rows: '| a |' });

    expect(once).toBe('# Measured\n\n<!-- rows -->\n\n| a |\n\n<!-- /rows -->\n\nThe end.\n');
    expect(twice).toBe(once);
  });

  it('is refused a section that it has no place for', () => {
    expect(() => fillSections('# Measured\n', { rows: '| a |' })).toThrow(
      'the document has no place <!-- rows --> … <!-- /rows -->',
    );
  });

  it('is what the results beside it make: `npm run bench -- document` writes it', async () => {
    const files = await renderDocumentFiles(fileURLToPath(DOCS));

    for (const [path, content] of files) expect(await readFile(new URL(path, DOCS), 'utf8')).toBe(content);
    expect(files.size).toBe(4);
  });
});
