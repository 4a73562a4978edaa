import { writeFileSync } from 'node:fs';
import { createRedactor } from '../src/redaction/redactor.ts';
import { renderScores, scoreCorpus } from '../test/redaction/corpus/table.ts';

const FILE = new URL('../docs/redaction.md', import.meta.url);

const scores = scoreCorpus(createRedactor({ enabled: true, patterns: [] }));
for (const { class: name, samples, failed } of scores) {
  process.stdout.write(`${name}: ${samples - failed.length} of ${samples} right\n`);
  for (const { kind, lines } of failed) process.stdout.write(`  ${kind}: ${JSON.stringify(lines)}\n`);
}
writeFileSync(FILE, renderScores(scores));
