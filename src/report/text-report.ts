import { wrapLine } from './brief-text.ts';
import { wordCompleteness } from '../snapshot/completeness-words.ts';
import type { K8sMonitorSnapshot } from '../snapshot/model.ts';
import { renderJob } from './text-job.ts';
import { renderPodLog, type TextBrevity } from './text-log.ts';
import { renderField } from './text-field.ts';
import { renderPod } from './text-pod.ts';
import { foldMessage } from './visible-text.ts';

const RULE = '='.repeat(80);
const TITLE = '[D32_K8S_MONITOR]';
const NO_JOBS = '  No Job matches. A namespace that does not exist answers the same: is its name right?';

/**
 * The text report of a snapshot, ending in one line feed; whole unless told to be brief. What there is nothing to say
 * of has no line.
 */
export function generateMonitorReportText(snapshot: K8sMonitorSnapshot, brevity?: TextBrevity): string {
  const lines = [
    RULE,
    `${TITLE} KUBERNETES JOB/POD MONITORING SNAPSHOT`,
    RULE,
    '',
    '[HEADER]',
    ...renderHeader(snapshot),
    '',
    ...renderErrors(snapshot),
    '[JOB STATUS]',
    '',
    ...renderBlocks(snapshot.jobs.map(renderJob), sayWhyEmpty(snapshot.completeness.jobs.status, NO_JOBS)),
    ...renderPods(snapshot),
    '[POD LOGS]',
    '',
    ...renderBlocks(
      snapshot.podsLogs.map((log) => renderPodLog(log, brevity)),
      sayWhyEmpty(snapshot.completeness.pods.status, '  No container, hence no log.'),
    ),
    RULE,
    `${TITLE} END OF SNAPSHOT`,
    RULE,
    '',
  ];
  return (brevity === undefined ? lines : lines.flatMap((line) => wrapLine(line, brevity.columns))).join(
    '\n',
  );
}

function renderHeader({
  namespace,
  selector,
  timestamp,
  completeness,
}: K8sMonitorSnapshot): readonly string[] {
  const missing = wordCompleteness(completeness);
  return [
    renderField('', 'Namespace', namespace),
    renderField('', 'Label Selector', selector),
    renderField('', 'Timestamp', timestamp),
    ...(missing === null ? [] : [renderField('', 'Completeness', missing)]),
  ];
}

function renderErrors({ errors }: K8sMonitorSnapshot): readonly string[] {
  if (errors.length === 0) return [];
  return [`[ERRORS (${errors.length})]`, '', ...errors.map((error) => `  ${foldMessage(error)}`), ''];
}

function renderPods({ pods }: K8sMonitorSnapshot): readonly string[] {
  const telling = pods.filter((pod) => pod.cause !== null || pod.deletionTime !== null);
  return telling.length === 0 ? [] : ['[POD STATUS]', '', ...renderBlocks(telling.map(renderPod), '')];
}

function renderBlocks(blocks: readonly (readonly string[])[], whenNone: string): readonly string[] {
  return blocks.length === 0 ? [whenNone, ''] : blocks.flatMap((block) => [...block, '']);
}

/** An empty list must never stand for one that could not be read. */
function sayWhyEmpty(status: K8sMonitorSnapshot['completeness']['jobs']['status'], whenRead: string): string {
  return status === 'read' ? whenRead : '  Not known: the list could not be read, see ERRORS.';
}
