import { describe, expect, it } from 'vitest';

import { parseLabelSelector } from '../../../../demo/api/selectors/label-parser.ts';
import { matchesLabels } from '../../../../demo/api/selectors/label.ts';

const PODS = {
  worker: { app: 'arbitrage-tuning', 'batch.kubernetes.io/job-name': 'worker-1', priority: '7' },
  leader: { app: 'arbitrage-tuning', 'batch.kubernetes.io/job-name': 'leader', role: '' },
  other: { app: 'web' },
  bare: {},
};

describe('a label selector selects', () => {
  it.each([
    ['', ['worker', 'leader', 'other', 'bare']],
    ['app=arbitrage-tuning', ['worker', 'leader']],
    ['app==arbitrage-tuning', ['worker', 'leader']],
    ['app = arbitrage-tuning , role', ['leader']],
    ['app!=arbitrage-tuning', ['other', 'bare']],
    ['app', ['worker', 'leader', 'other']],
    ['!app', ['bare']],
    ['app,!role', ['worker', 'other']],
    ['role=', ['leader']],
    ['batch.kubernetes.io/job-name in (worker-1, leader)', ['worker', 'leader']],
    ['batch.kubernetes.io/job-name notin (leader)', ['worker', 'other', 'bare']],
    ['role in ()', ['leader']],
    ['role in (,x)', ['leader']],
    ['in=in', []],
    ['priority>6', ['worker']],
    ['priority<6', []],
  ])('%j: %j', (selector, selected) => {
    const requirements = parseLabelSelector(selector);

    const names = Object.entries(PODS).filter(([, labels]) => matchesLabels(requirements, labels));

    expect(names.map(([name]) => name)).toEqual(selected);
  });
});

describe('a label selector is refused in the words of the API server', () => {
  it.each([
    ['app in (', "unable to parse requirement: found '', expected: ',', ')' or identifier"],
    ['app in (a', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['app in (a b)', "unable to parse requirement: found 'b', expected: ',' or ')'"],
    ['app in a', "unable to parse requirement: found 'a' expected: '('"],
    ['app=(', "unable to parse requirement: found '(', expected: identifier"],
    ['app is a', "unable to parse requirement: found 'is', expected: in, notin, =, ==, !=, gt, lt"],
    ['!=a', "found '!=', expected: !, identifier, or 'end of string'"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['app,', "found '', expected: identifier after ','"],
    ['app=a b', "found 'b', expected: ',' or 'end of string'"],
    [',app', "found ',', expected: !, identifier, or 'end of string'"],
    [
      'app=a/b',
      `unable to parse requirement: values[0][app]: Invalid value: "a/b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
    ],
    [
      '-app',
      `unable to parse requirement: key: Invalid value: "-app": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
    ],
    [
      'priority>high',
      `unable to parse requirement: values[0]: Invalid value: "high": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
  ])('%j', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(
      expect.objectContaining({ name: 'RefusedRequest', message }),
    );
  });
});
