import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateMonitorReportText } from '../../../src/report/text/report.ts';
import { measureText } from '../../../src/report/characters/width.ts';
import { anyText } from '../../snapshot/any-text.ts';
import { condition, ended, makeJob, makePod, START } from '../../snapshot/kubernetes-objects.ts';
import { readSection } from '../report-section.ts';
import { DENIED, makeLog, makeSnapshot } from '../sample-snapshot.ts';

const RULE = '='.repeat(80);

describe('the text report', () => {
  it('of no Jobs says so, and what else it may mean', () => {
    const text = generateMonitorReportText(makeSnapshot({}));

    expect(text).toBe(
      [
        RULE,
        '[D32_K8S_MONITOR] KUBERNETES JOB/POD MONITORING SNAPSHOT',
        RULE,
        '',
        '[HEADER]',
        'Namespace:               trading-bots',
        'Label Selector:          app=arbitrage-tuning',
        'Timestamp:               2026-11-22T18:57:24.123Z',
        '',
        '[JOB STATUS]',
        '',
        '  No Job matches. A namespace that does not exist answers the same: is its name right?',
        '',
        '[POD LOGS]',
        '',
        '  No container, hence no log.',
        '',
        RULE,
        '[D32_K8S_MONITOR] END OF SNAPSHOT',
        RULE,
        '',
      ].join('\n'),
    );
  });

  it('of all namespaces says so, and that no Job matches anywhere', () => {
    const text = generateMonitorReportText({ ...makeSnapshot({}), namespace: '' });

    expect(text).toContain('\nNamespace:               <all>\n');
    expect(text).toContain('\n  No Job matches, in any namespace.\n');
  });

  it('never says that there is nothing where it was not allowed to look', () => {
    const snapshot = makeSnapshot({
      pods: null,
      problems: [DENIED],
      sources: { jobs: { status: 'timedOut' }, pods: { status: 'denied' } },
    });

    const sections = [readSection(snapshot, 'JOB STATUS'), readSection(snapshot, 'POD LOGS')];

    const unknown = ['  Not known: the list could not be read, see ERRORS.'];
    expect(sections).toEqual([unknown, unknown]);
  });

  it('never says that there is nothing where it did not understand what there is', () => {
    const snapshot = makeSnapshot({ sources: { jobs: { malformed: 2 } } });

    const section = readSection(snapshot, 'JOB STATUS');

    expect(section).toEqual(['  Not known: what is in the list could not be understood, see ERRORS.']);
  });

  it('names each error on a line of its own, with the RBAC rule that would have allowed it', () => {
    const refused = {
      ...DENIED,
      code: 'CONNECTION_REFUSED',
      attempted: 'connecting to',
      object: 'the cluster at https://127.0.0.1:6443',
      why: 'nothing listens there\n(ECONNREFUSED)',
      advice: 'Check the server address of the kubeconfig',
      allowedBy: null,
    } as const;
    const snapshot = makeSnapshot({ problems: [DENIED, refused] });

    const section = readSection(snapshot, 'ERRORS (2)');

    expect(section).toEqual([
      '  FORBIDDEN: listing pods in namespace trading-bots: HTTP 403, pods is forbidden: User "reporter-jobs-only" cannot list resource "pods". Allow it by the RBAC rule given, then run again: {apiGroups: [""], resources: ["pods"], verbs: ["list"]}',
      '  CONNECTION_REFUSED: connecting to the cluster at https://127.0.0.1:6443: nothing listens there (ECONNREFUSED). Check the server address of the kubeconfig',
    ]);
  });

  it('has one line of what it could not see', () => {
    const job = makeJob({
      status: { startTime: START, failed: 1, conditions: [condition('Failed', 'DeadlineExceeded')] },
    });
    const snapshot = makeSnapshot({
      jobs: [job],
      logs: [makeLog(), makeLog({ status: 'denied', lines: [] })],
    });

    const section = readSection(snapshot, 'HEADER');

    expect(section).toEqual([
      'Namespace:               trading-bots',
      'Label Selector:          app=arbitrage-tuning',
      'Timestamp:               2026-11-22T18:57:24.123Z',
      'Completeness:            PARTIAL: 1 of 2 logs not read (1 denied); no longer there: 1 pod',
    ]);
  });

  it('of every Job says that there is no selector', () => {
    const snapshot = { ...makeSnapshot({}), selector: '' };

    const section = readSection(snapshot, 'HEADER');

    expect(section?.[1]).toBe('Label Selector:          <none>');
  });
});

describe('the brief text report', () => {
  const brief = { brevity: { columns: 80, logLines: 2 } };
  it('shows the last lines of a log, says how many there are before them, and cuts long ones', () => {
    const lines = ['one', 'two', 'three', `x${'-'.repeat(300_000)}`];
    const snapshot = makeSnapshot({ logs: [makeLog({ lines })] });

    const text = generateMonitorReportText(snapshot, brief);

    expect(readBrief(text, 'POD LOGS')).toEqual([
      '  Pod: tuning-x7k2p / Container: tuning-container',
      '    Namespace:           trading-bots',
      '    Log Lines (4):',
      '      (2 earlier lines in the archived report)',
      '      three',
      `      x${'-'.repeat(53)}… +299947 characters`,
    ]);
  });

  it('wraps a long field between words, behind its label', () => {
    const message =
      '0/2 nodes are available: 1 node(s) had untolerated taint(s), 1 Insufficient memory. preemption: 0/2 nodes are available';
    const pod = makePod({
      phase: 'Pending',
      nodeName: null,
      status: { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }] },
      main: [{}],
    });

    const text = generateMonitorReportText(makeSnapshot({ pods: [pod] }), brief);

    expect(readBrief(text, 'POD STATUS')).toEqual([
      '  Pod: lone-x7k2p',
      '    Namespace:           trading-bots',
      '    Phase:               Pending',
      '    Kubectl Status:      Pending, 0/1 ready',
      '    Cause:               Unschedulable: 0/2 nodes are available: 1 node(s) had',
      '                         untolerated taint(s), 1 Insufficient memory.',
      '                         preemption: 0/2 nodes are available',
    ]);
  });

  it('tells how much of a message it leaves out', () => {
    const problem = { ...DENIED, why: 'so it is '.repeat(100).trim(), allowedBy: null };

    const text = generateMonitorReportText(makeSnapshot({ problems: [problem] }), brief);

    const error = readBrief(text, 'ERRORS (1)');
    expect(error).toHaveLength(6);
    expect(error?.[0]).toBe(
      '  FORBIDDEN: listing pods in namespace trading-bots: so it is so it is so it is',
    );
    expect(error?.[5]).toBe(
      '             it is so it is so it is so it is so it is so it is… +607 characters',
    );
  });

  it('breaks what has no spaces', () => {
    const snapshot = { ...makeSnapshot({}), selector: `session_id in (${'a'.repeat(100)})` };

    const text = generateMonitorReportText(snapshot, brief);

    expect(text.split('\n').slice(6, 9)).toEqual([
      'Label Selector:          session_id in',
      `                         (${'a'.repeat(54)}`,
      `                         ${'a'.repeat(46)})`,
    ]);
  });

  it('neither splits a colour nor lets it run on', () => {
    const snapshot = makeSnapshot({ logs: [makeLog({ lines: [`\u001B[31m${'r'.repeat(100)}\u001B[0m`] })] });

    const text = generateMonitorReportText(snapshot, brief);

    expect(readBrief(text, 'POD LOGS')?.at(-1)).toBe(
      `      \u001B[31m${'r'.repeat(57)}\u001B[0m… +43 characters`,
    );
  });

  it('counts a wide character as two columns, and splits none', () => {
    const snapshot = makeSnapshot({ logs: [makeLog({ lines: ['주문'.repeat(40), '🚀'.repeat(37)] })] });

    const text = generateMonitorReportText(snapshot, brief);

    expect(readBrief(text, 'POD LOGS')?.slice(-2)).toEqual([
      `      ${'주문'.repeat(14)}주… +51 characters`,
      `      ${'🚀'.repeat(37)}`,
    ]);
  });

  it('is narrower in a narrower terminal, its rules too', () => {
    const text = generateMonitorReportText(makeSnapshot({}), { brevity: { columns: 40, logLines: 2 } });

    expect(text.split('\n').slice(0, 4)).toEqual([
      '='.repeat(40),
      '[D32_K8S_MONITOR] KUBERNETES JOB/POD',
      '  MONITORING SNAPSHOT',
      '='.repeat(40),
    ]);
  });

  it('leaves alone what fits', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });
    const snapshot = makeSnapshot({
      jobs: [job],
      pods: [makePod({ job, main: [{ state: ended(3) }] })],
      logs: [makeLog()],
    });

    const text = generateMonitorReportText(snapshot, { brevity: { columns: 200, logLines: 10 } });

    expect(text).toBe(generateMonitorReportText(snapshot));
  });

  it('fits into the columns, whatever the cluster says', () => {
    const text = anyText(20);
    const words = fc.array(fc.oneof(text, fc.constantFrom('\t', '\u001B[31m', '주문', 'word', ' ')), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, words, fc.integer({ min: 20, max: 100 }), (line, label, columns) => {
        const job = makeJob({ metadata: { labels: { [label.join('')]: line.join('') } } });
        const snapshot = makeSnapshot({
          jobs: [job],
          logs: [makeLog({ lines: [line.join('')], message: label.join('') })],
          problems: [{ ...DENIED, why: line.join(' ') }],
        });

        const lines = generateMonitorReportText(snapshot, { brevity: { columns, logLines: 3 } }).split('\n');

        expect(lines.filter((each) => measureText(each) > columns)).toEqual([]);
      }),
    );
  });
});

describe('whatever the cluster says', () => {
  it('makes no line of the report and moves no cursor', () => {
    const usual = renderSaying('app').split('\n').length;
    fc.assert(
      fc.property(anyText(60), (said) => {
        const text = renderSaying(said);

        expect(text.split('\n')).toHaveLength(usual);
        expect(text.replaceAll(/\u001B\[[\d;:]*m/g, '')).not.toMatch(
          /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/,
        );
      }),
    );
  });
});

/** A report in which this is what the cluster says wherever it may say something. */
function renderSaying(said: string): string {
  const snapshot = makeSnapshot({
    jobs: [makeJob({ metadata: { labels: { [`key ${said}`]: said } } })],
    logs: [makeLog({ lines: [said], message: said })],
    problems: [{ ...DENIED, why: said }],
  });
  return generateMonitorReportText({ ...snapshot, selector: said });
}

function readBrief(text: string, heading: string): readonly string[] | undefined {
  return text.split(`[${heading}]\n\n`)[1]?.split('\n\n')[0]?.split('\n');
}
