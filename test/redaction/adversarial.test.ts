import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';

// Lines made to keep a rule busy: what it looks for begins, goes on for 320 KiB, and ends otherwise. Time is CPU's, against that of a plain
// line of the same length, the least of several: a machine that is busy makes both slower.
const LENGTH = 320 * 1024;
const MOST = 20;
const PREFIXES = [
  'cookie=a;',
  'password',
  'password=',
  'secret key ',
  '-----BEGIN PRIVATE KEY-----',
  'https://a:',
  'curl -u ',
  'eyJ',
  '{"',
  'Authorization: Basic ',
  'mysql -p',
  'docker login ',
  'AKIA',
  'ghp_',
  '<password>',
  '- name: PASSWORD',
  'IDENTIFIED BY ',
  'DB_PASSWORD_PROD',
  '',
];
const FILLERS = [
  ' ',
  'a',
  '=',
  ';',
  '\\',
  '"',
  '.',
  'a=',
  'a:b@',
  '%20',
  '\u200B',
  '\u001B[',
  'password ',
  '\\"',
  'ab1',
  '<a>',
  'token:',
  '--password ',
  '@',
];
const ENDINGS = ['b=c', '@host', '"', '==', '-----END PRIVATE KEY-----'];
const PLAIN = '2026-11-22 order filled for BTC at a price of 100 '.repeat(LENGTH / 50);

const redactor = createRedactor({ enabled: true, patterns: [] });

function measure(line: string): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    redactor.redactLines([line]);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...times);
}

function makeLine(prefix: string, filler: string, ending: string): string {
  const room = LENGTH - prefix.length - ending.length;
  return `${prefix}${filler.repeat(Math.ceil(room / filler.length))}${ending}`;
}

describe('a line that is made to keep a rule busy', () => {
  it.each(PREFIXES)('and begins with %j takes no more than 20 times a plain one', (prefix) => {
    const plain = measure(PLAIN);

    const slow = FILLERS.flatMap((filler, index) => {
      const ending = ENDINGS[(index + prefix.length) % ENDINGS.length] ?? '';
      const times = measure(makeLine(prefix, filler, ending)) / plain;
      return times > MOST ? [`${JSON.stringify(filler)} … ${ending}: ${times.toFixed(1)} times`] : [];
    });

    expect(slow).toEqual([]);
  });

  it('in the form that froze a run for 75 s is one of them', () => {
    const line = `cookie=a;${' '.repeat(327_660)}b=c`;

    expect(measure(line) / measure(PLAIN)).toBeLessThan(MOST);
  });
});
