import { wrapLine } from '../characters/wrap.ts';
import { wordCompleteness } from './completeness.ts';
import type { ListCompleteness } from '../../snapshot/model/completeness.ts';
import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';
import { renderJob } from './job.ts';
import { renderPodLog, type TextBrevity } from './log.ts';
import { renderField } from './field.ts';
import { hasSomethingToTell, renderPod } from './pod.ts';
import { foldMessage } from '../characters/visible.ts';

const RULE_COLUMNS = 80;
const TITLE = '[D32_K8S_MONITOR]';
const NO_JOBS_ANYWHERE = '  No Job matches, in any namespace.';
const NO_JOBS = '  No Job matches. A namespace that does not exist answers the same: is its name right?';

/**
 * The text report of a snapshot, ending in one line feed; whole unless told to be brief. What there is nothing to say
 * of has no line.
 */
export function generateMonitorReportText(snapshot: K8sMonitorSnapshot, brevity?: TextBrevity): string {
  return [...renderMonitorReportText(snapshot, brevity)].join('');
}

/** The same in pieces of whole lines, a log each: nobody needs to hold all of a large report at once. */
export function* renderMonitorReportText(
  snapshot: K8sMonitorSnapshot,
  brevity?: TextBrevity,
): Generator<string, void, void> {
  for (const block of renderBlocks(snapshot, brevity)) {
    const lines = brevity === undefined ? block : block.flatMap((line) => wrapLine(line, brevity.columns));
    yield `${lines.join('\n')}\n`;
  }
}

/** Blocks of lines. */
type Blocks = Generator<readonly string[], void, void>;

function* renderBlocks(snapshot: K8sMonitorSnapshot, brevity: TextBrevity | undefined): Blocks {
  const { namespace, jobs, podsLogs, completeness } = snapshot;
  const rule = '='.repeat(Math.min(RULE_COLUMNS, brevity?.columns ?? RULE_COLUMNS));
  yield [rule, `${TITLE} KUBERNETES JOB/POD MONITORING SNAPSHOT`, rule, ''];
  yield ['[HEADER]', ...renderHeader(snapshot), '', ...renderErrors(snapshot)];
  yield ['[JOB STATUS]', ''];
  yield* renderEach(
    jobs,
    renderJob,
    sayWhyEmpty(completeness.jobs, namespace === '' ? NO_JOBS_ANYWHERE : NO_JOBS),
  );
  yield* renderPods(snapshot);
  yield ['[POD LOGS]', ''];
  const whenNone = sayWhyEmpty(completeness.pods, '  No container, hence no log.');
  yield* renderEach(podsLogs, (log) => renderPodLog(log, brevity), whenNone);
  yield [rule, `${TITLE} END OF SNAPSHOT`, rule];
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

function* renderPods({ pods }: K8sMonitorSnapshot): Blocks {
  const telling = pods.filter(hasSomethingToTell);
  if (telling.length === 0) return;
  yield ['[POD STATUS]', ''];
  yield* renderEach(telling, renderPod, '');
}

function* renderEach<T>(
  items: readonly T[],
  render: (item: T) => readonly string[],
  whenNone: string,
): Blocks {
  if (items.length === 0) yield [whenNone, ''];
  for (const item of items) yield [...render(item), ''];
}

/** An empty list must never stand for one that could not be read, or not be understood. */
function sayWhyEmpty({ status, malformed }: ListCompleteness, whenRead: string): string {
  if (status !== 'read') return '  Not known: the list could not be read, see ERRORS.';
  return malformed === 0 ? whenRead : '  Not known: what is in the list could not be understood, see ERRORS.';
}
