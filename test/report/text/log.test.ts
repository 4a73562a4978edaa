import { describe, expect, it } from 'vitest';
import type { K8sPodLog } from '../../../src/snapshot/model/log.ts';
import { readSection } from '../report-section.ts';
import { makeLog, makeSnapshot } from '../sample-snapshot.ts';

interface Example {
  readonly title: string;
  readonly log: Partial<K8sPodLog>;
  readonly lines: readonly string[];
}

const HEADING = '  Pod: tuning-x7k2p / Container: tuning-container';
const NAMESPACE = '    Namespace:           trading-bots';
const ONE_LINE = ['    Log Lines (1):', '      Starting tuning session'];

const EXAMPLES: readonly Example[] = [
  { title: 'was read', log: {}, lines: [HEADING, NAMESPACE, ...ONE_LINE] },
  {
    title: 'is of the attempt before',
    log: { previous: true },
    lines: [`${HEADING} (previous attempt)`, NAMESPACE, ...ONE_LINE],
  },
  ...(['init', 'sidecar', 'ephemeral'] as const).map((role) => ({
    title: `is of an ${role} container`,
    log: { role },
    lines: [`${HEADING} (${role})`, NAMESPACE, ...ONE_LINE],
  })),
  {
    title: 'is of the attempt before of an init container',
    log: { role: 'init', previous: true },
    lines: [`${HEADING} (init, previous attempt)`, NAMESPACE, ...ONE_LINE],
  },
  {
    title: 'holds nothing',
    log: { status: 'empty', lines: [] },
    lines: [HEADING, NAMESPACE, '    Log Lines (0):'],
  },
  {
    title: 'has not begun',
    log: {
      status: 'waiting',
      message: 'container "tuning-container" in pod "tuning-x7k2p" is waiting to start: ContainerCreating',
      lines: [],
    },
    lines: [
      HEADING,
      NAMESPACE,
      '    Log:                 waiting: container "tuning-container" in pod "tuning-x7k2p" is waiting to start: ContainerCreating',
    ],
  },
  {
    title: 'will not begin: its pod has no node',
    log: { status: 'neverScheduled', message: 'the pod was never scheduled to a node', lines: [] },
    lines: [
      HEADING,
      NAMESPACE,
      '    Log:                 neverScheduled: the pod was never scheduled to a node',
    ],
  },
  {
    title: 'may not be read',
    log: { status: 'denied', message: 'HTTP 403, pods "tuning-x7k2p" is forbidden', lines: [] },
    lines: [
      HEADING,
      NAMESPACE,
      '    Log:                 denied: HTTP 403, pods "tuning-x7k2p" is forbidden',
    ],
  },
  {
    title: 'was not read, and nobody said why',
    log: { status: 'skipped', lines: [] },
    lines: [HEADING, NAMESPACE, '    Log:                 skipped'],
  },
  {
    title: 'broke off: what came of it is there',
    log: { status: 'failed', message: 'the connection broke' },
    lines: [HEADING, NAMESPACE, '    Log:                 failed: the connection broke', ...ONE_LINE],
  },
  {
    title: 'was read with something to note',
    log: { message: 'the attempt before has no log any more' },
    lines: [
      HEADING,
      NAMESPACE,
      '    Note:                the attempt before has no log any more',
      ...ONE_LINE,
    ],
  },
  {
    title: 'was cut',
    log: { truncated: { lines: 2900, bytes: 142_100, longLines: 0 } },
    lines: [HEADING, NAMESPACE, '    Truncated:           2900 lines and 142100 bytes let go', ...ONE_LINE],
  },
  {
    title: 'was cut by a single line of a single byte',
    log: { truncated: { lines: 1, bytes: 1, longLines: 0 } },
    lines: [HEADING, NAMESPACE, '    Truncated:           1 line and 1 byte let go', ...ONE_LINE],
  },
  {
    title: 'holds bytes that are no text',
    log: { lines: ['café \uFFFD\uFFFD bad bytes'], invalidBytes: 2 },
    lines: [
      HEADING,
      NAMESPACE,
      '    Invalid Bytes:       2 were not UTF-8 and stand as U+FFFD',
      '    Log Lines (1):',
      '      café \uFFFD\uFFFD bad bytes',
    ],
  },
  {
    title: 'held credentials',
    log: {
      lines: ['key [REDACTED aws-access-key-id], password=[REDACTED password]'],
      redactions: { 'aws-access-key-id': 1, password: 1 },
    },
    lines: [
      HEADING,
      NAMESPACE,
      '    Redacted:            aws-access-key-id 1, password 1',
      '    Log Lines (1):',
      '      key [REDACTED aws-access-key-id], password=[REDACTED password]',
    ],
  },
];

const CHARACTERS: readonly (readonly [title: string, line: string, expected: string])[] = [
  ['a tab stays', 'a\tb', 'a\tb'],
  ['colours stay', '\u001B[31mred\u001B[0m plain', '\u001B[31mred\u001B[0m plain'],
  ['colours that are left on end with their line', '\u001B[1;31mred', '\u001B[1;31mred\u001B[0m'],
  [
    'colours that are switched off at the end are left as they are',
    '\u001B[32mok\u001B[m',
    '\u001B[32mok\u001B[m',
  ],
  ['a cleared screen is shown', '\u001B[2J\u001B[H', '\\u001b[2J\\u001b[H'],
  ['a title of the window is shown', '\u001B]0;owned\u0007', '\\u001b]0;owned\\u0007'],
  ['a progress bar is shown', '10%\r20%\r', '10%\\u000d20%\\u000d'],
  ['backspaces are shown', 'rm\b\bls', 'rm\\u0008\\u0008ls'],
  ['a forged line is shown', 'a\u0085b\u2028c', 'a\\u0085b\\u2028c'],
  ['text that runs backwards is shown', 'a\u202Etxt.exe', 'a\\u202etxt.exe'],
  ['other alphabets stay', '주문 접수 🚀 naïve', '주문 접수 🚀 naïve'],
  ['the spaces of an indented line stay', '    at run (tuning.js:7)  ', '    at run (tuning.js:7)  '],
];

describe('the text of a log that', () => {
  it.each(EXAMPLES)('$title', ({ log, lines }) => {
    const snapshot = makeSnapshot({ logs: [makeLog(log)] });

    const section = readSection(snapshot, 'POD LOGS');

    expect(section).toEqual(lines);
  });
});

describe('in a line of a log', () => {
  it.each(CHARACTERS)('%s', (_, line, expected) => {
    const snapshot = makeSnapshot({ logs: [makeLog({ lines: [line] })] });

    const section = readSection(snapshot, 'POD LOGS');

    expect(section?.at(-1)).toBe(`      ${expected}`);
  });
});
