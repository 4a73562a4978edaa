import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { Fakes } from './corpus/fake.ts';
import { survives } from './corpus/score.ts';
import { renderScores, scoreCorpus } from './corpus/table.ts';

const SCORES = scoreCorpus(createRedactor({ enabled: true, patterns: [] }));
const READ = new URL('../../docs/redaction.md', import.meta.url);

describe('the corpus of credentials and harmless lines', () => {
  it.each([
    ['plain', 0.03],
    ['vendor', 0.1],
    ['evasive', 0.4],
    ['ordinary', 0.003],
    ['bait', 0.05],
  ])('of the class %s is judged wrong in at most a share of %d', (name, most) => {
    const score = SCORES.find((each) => each.class === name);

    expect((score?.failed.length ?? Infinity) / (score?.samples ?? 0)).toBeLessThanOrEqual(most);
  });

  it('is large enough to mean something', () => {
    const credentials = SCORES.filter((each) => !['ordinary', 'bait'].includes(each.class));
    const count = (scores: typeof SCORES, field: 'kinds' | 'samples') =>
      scores.reduce((sum, score) => sum + score[field], 0);

    expect(count(credentials, 'samples')).toBeGreaterThanOrEqual(400);
    expect(count(credentials, 'kinds')).toBeGreaterThanOrEqual(80);
    expect(count(SCORES, 'samples') - count(credentials, 'samples')).toBeGreaterThanOrEqual(400);
  });

  it('is scored in docs/redaction.md: npm run redaction:score writes it', () => {
    expect(readFileSync(READ, 'utf8')).toBe(renderScores(SCORES));
  });
});

describe('a secret that a rule names', () => {
  const redactor = createRedactor({ enabled: true, patterns: [] });

  it.each([
    ['DB_PASSWORD_PROD=', ''],
    ['{"password": "', '"}'],
    ['Authorization: Bearer ', ''],
    ['postgres://bot:', '@db:5432/trades'],
    ['curl -u bot:', ' https://api.example.com'],
  ])('leaves no 8 characters in a row behind, however long it is: %s…%s', (before, after) => {
    const lengths = [4, 7, 8, 9, 16, 63, 64, 255, 256, 257, 511, 512, 513, 1024, 4096, 20_000];

    const left = lengths.filter((length) => {
      const secret = new Fakes(before).alnum(length);
      const { lines } = redactor.redactLines([`${before}${secret}${after}`]);
      return survives(secret, lines.join('\n'));
    });

    expect(left).toEqual([]);
  });
});
