import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';

const LINE_LENGTH = 128 * 1024;
/** A rule whose time grows with the square of the line's length takes many times this. */
const MOST_CPU_SECONDS = 2;

/** Beginnings of credentials, over and over, so that each rule starts everywhere and finishes nowhere. */
const MISLEADING: Readonly<Record<string, readonly string[]>> = {
  nothing: ['x', ' ', '"', '\\', '\\"', '-', '@', '/', '1', 'é', '😀', '\u001B[1m', '\u001B[1'],
  names: [
    'password=',
    'password=a(',
    'password: ',
    'token=____',
    'secret_',
    'secret=a/b ',
    '\u001B[1mpassword=a ',
  ],
  quotes: [
    '"password":"',
    '\\"password\\":\\"',
    'pass","value":"',
    'token%3d',
    '<password>a',
    '--token ',
    '--a',
  ],
  tokens: [
    'eyJ',
    'eyJabcdefgh.',
    'AKIA',
    'ghs_1_',
    'xoxb-a-',
    'SG.',
    'SG.a.www',
    'sk-proj-',
    'glpat-',
    'npm_',
    'hvs.',
  ],
  urls: [
    '://',
    '://a:b',
    '://:@',
    'a:b@tcp(',
    '?sig=',
    'signature=',
    '/bot1:',
    'discord.com/api/webhooks/1/',
  ],
  headers: ['authorization: ', 'authorization: bearer ', 'bearer ', 'cookie: a=b; ', 'cookie=a;'],
  commands: ['curl -u ', 'mysql -p ', 'redis-cli -a', 'sshpass -p'],
  keys: [
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\\n',
    'LS0tLS1CRUdJTi',
    'mnemonic abandon ',
  ],
  masks: ['[REDACTED a] ', 'password=[REDACTED a] ', '[REDACTED '],
};

it.each(Object.values(MISLEADING).flat())(
  'a line of 128 KiB of %j takes time in proportion to its length',
  (fragment) => {
    const redactor = createRedactor({ enabled: true, patterns: [] });
    const line = fragment.repeat(LINE_LENGTH / fragment.length);
    const before = process.cpuUsage();

    redactor.redactLines([line, 'password="', line]);

    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(MOST_CPU_SECONDS);
  },
);

it('as many markers of private keys as a log may have lines take time in proportion to their number', () => {
  const redactor = createRedactor({ enabled: true, patterns: [] });
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `-----${index % 3 === 0 ? 'BEGIN' : 'END'} PRIVATE KEY-----`,
  );
  const before = process.cpuUsage();

  redactor.redactLines(lines);

  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(MOST_CPU_SECONDS);
});

it('a value of many megabytes is masked to its end', () => {
  const redactor = createRedactor({ enabled: true, patterns: [] });
  const value = 'a\\n'.repeat(1_000_000);

  const redacted = redactor.redact(`{"password":"${value}","ok":true}`);

  expect(redacted.text).toBe('{"password":"[REDACTED password]","ok":true}');
});
