import { wrapLine } from './brief-text.ts';
import { wordCompleteness } from '../snapshot/completeness-words.ts';
import type { ListCompleteness } from '../snapshot/completeness.ts';
import type { K8sMonitorSnapshot } from '../snapshot/model.ts';
import { renderJob } from './text-job.ts';
import { renderPodLog, type TextBrevity } from './text-log.ts';
import { renderField } from './text-field.ts';
import { renderPod } from './text-pod.ts';
import { foldMessage } from './visible-text.ts';

const RULE_COLUMNS = 80;
const TITLE = '[D32_K8S_MONITOR]';
const NO_JOBS_ANYWHERE = '  No Job matches, in any namespace.';
const NO_JOBS = '  No Job matches. A namespace that does not exist answers the same: is its name right?';

/**
 * The text report of a snapshot, ending in one line feed; whole unless told to be brief. What there is nothing to say
 * of has no line.
 */
export function generateMonitorReportText(snapshot: K8sMonitorSnapshot, brevity?: TextBrevity): string {
  const rule = '='.repeat(Math.min(RULE_COLUMNS, brevity?.columns ?? RULE_COLUMNS));
  const lines = [
    rule,
    `${TITLE} KUBERNETES JOB/POD MONITORING SNAPSHOT`,
    rule,
    '',
    '[HEADER]',
    ...renderHeader(snapshot),
    '',
    ...renderErrors(snapshot),
    '[JOB STATUS]',
    '',
    ...renderBlocks(
      snapshot.jobs.map(renderJob),
      sayWhyEmpty(snapshot.completeness.jobs, snapshot.namespace === '' ? NO_JOBS_ANYWHERE : NO_JOBS),
    ),
    ...renderPods(snapshot),
    '[POD LOGS]',
    '',
    ...renderBlocks(
      snapshot.podsLogs.map((log) => renderPodLog(log, brevity)),
      sayWhyEmpty(snapshot.completeness.pods, '  No container, hence no log.'),
    ),
    rule,
    `${TITLE} END OF SNAPSHOT`,
    rule,
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
    renderField('', 'Namespace', namespace === '' ? '<all>' : namespace),
    renderField('', 'Label Selector', selector === '' ? '<none>' : selector),
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

/** An empty list must never stand for one that could not be read, or not be understood. */
function sayWhyEmpty({ status, malformed }: ListCompleteness, whenRead: string): string {
  if (status !== 'read') return '  Not known: the list could not be read, see ERRORS.';
  return malformed === 0 ? whenRead : '  Not known: what is in the list could not be understood, see ERRORS.';
}
