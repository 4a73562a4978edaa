import type { Redactor } from '../../../src/redaction/redactor.ts';
import { BAIT } from './bait.ts';
import { EVASIVE } from './evasive.ts';
import { ORDINARY } from './ordinary.ts';
import { PLAIN } from './plain.ts';
import { scoreCredentials, scoreHarmless, type Score } from './score.ts';
import { VENDOR } from './vendor.ts';

/** Every class of the corpus, scored. */
export function scoreCorpus(redactor: Redactor): readonly Score[] {
  return [
    ...scoreCredentials(redactor, [...PLAIN, ...VENDOR, ...EVASIVE]),
    ...scoreHarmless(redactor, [...ORDINARY, ...BAIT]),
  ];
}

/** docs/redaction.md: a line a class. */
export function renderScores(scores: readonly Score[]): string {
  const rows = scores.map(({ class: name, kinds, samples, failed }) => {
    const isHarmless = name === 'ordinary' || name === 'bait';
    const share = ((100 * (isHarmless ? failed.length : samples - failed.length)) / samples).toFixed(1);
    return `| ${name} | ${kinds} | ${samples} | ${isHarmless ? '' : `${share} %`} | ${isHarmless ? `${share} %` : ''} |`;
  });
  return [
    '# Redaction, scored',
    '',
    'What `npm run redaction:score` finds in the corpus of the tests (`test/redaction/corpus`): made-up credentials as programs log them, and real',
    'kinds of lines that hold none. A credential counts as found when no 8 characters of it in a row are left; a harmless line is wrong when any',
    'character of it is masked.',
    '',
    '| class | kinds | samples | found | wrongly masked |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '`plain`: by a name, a header, a URL or a command. `vendor`: a token that stands alone. `evasive`: broken, coloured or spelled to be overlooked.',
    '`ordinary`: logs of schedulers, databases, trading and training. `bait`: what only looks like a credential, `token=BTCUSDT-PERP` say.',
    'The corpus was written beside the rules: what nobody thought of is not in it.',
    '',
  ].join('\n');
}
