// The room of a report in words and in JSON: text in, text out. It judges nothing that the snapshot has not judged, and prints nothing.
import { wrapLine } from '../characters/wrap.ts';
import { wordCompleteness } from './completeness.ts';
import type { ListCompleteness } from '../../snapshot/model/completeness.ts';
import { fillSnapshot, type D32Snapshot } from '../../snapshot/d32-snapshot.ts';
import {
  listReportParts,
  readReportParts,
  type ReportBytes,
  type ReportHead,
  type ReportPart,
} from '../../snapshot/model/report-parts.ts';
import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';
import { renderJob } from './job.ts';
import { renderPodLog, type TextOptions } from './log.ts';
import { renderField } from './field.ts';
import { hasSomethingToTell, renderPod } from './pod.ts';
import { foldMessage } from '../characters/visible.ts';

const RULE_COLUMNS = 80;
const TITLE = '[D32_K8S_MONITOR]';
const NO_JOBS_ANYWHERE = '  No Job matches, in any namespace.';
const NO_JOBS = '  No Job matches. A namespace that does not exist answers the same: is its name right?';

/**
 * The text report of a snapshot, also of one with D32's fields alone, ending in one line feed; whole unless told to be brief. What
 * there is nothing to say of has no line. Throws a `ZodError` for what lacks one of D32's fields.
 */
export function generateMonitorReportText(snapshot: D32Snapshot, options?: TextOptions): string {
  return [...renderMonitorReportText(fillSnapshot(snapshot), options)].join('');
}

/** The same in pieces of whole lines, a log each: nobody needs to hold all of a large report at once. */
export function* renderMonitorReportText(
  snapshot: K8sMonitorSnapshot,
  options?: TextOptions,
): Generator<string, void, void> {
  const writer = new TextWriter(options);
  for (const part of listReportParts(snapshot)) yield writer.take(part);
  yield writer.end();
}

/** The same text of a stored report as its bytes come. Throws a `SyntaxError` or a `ZodError` when it is none. */
export async function* renderStoredReportText(
  bytes: ReportBytes,
  options?: TextOptions,
): AsyncGenerator<string, void, void> {
  const writer = new TextWriter(options);
  for await (const part of readReportParts(bytes)) yield writer.take(part);
  yield writer.end();
}

/** Writes a report from its parts, in their order. */
class TextWriter {
  readonly #options: TextOptions;
  readonly #rule: string;
  #head: ReportHead | null = null;
  #section: 'jobs' | 'pods' | 'logs' = 'jobs';
  #isEmpty = true;

  constructor(options: TextOptions = {}) {
    this.#options = options;
    this.#rule = '='.repeat(Math.min(RULE_COLUMNS, options.brevity?.columns ?? RULE_COLUMNS));
  }

  take(part: ReportPart): string {
    return this.#word(this.#render(part));
  }

  end(): string {
    return this.#word([
      ...this.#goTo('logs'),
      ...this.#sayWhyNone(),
      this.#rule,
      `${TITLE} END OF SNAPSHOT`,
      this.#rule,
    ]);
  }

  #render(part: ReportPart): readonly string[] {
    switch (part.kind) {
      case 'head':
        this.#head = part.head;
        return [
          this.#rule,
          `${TITLE} KUBERNETES JOB/POD MONITORING SNAPSHOT`,
          this.#rule,
          '',
          ...renderHead(part.head),
        ];
      case 'job':
        return this.#item('jobs', renderJob(part.job));
      case 'pod':
        return hasSomethingToTell(part.pod) ? this.#item('pods', renderPod(part.pod)) : [];
      case 'log':
        return this.#item('logs', renderPodLog(part.log, this.#options));
      default:
        return part satisfies never;
    }
  }

  #item(section: 'jobs' | 'pods' | 'logs', lines: readonly string[]): readonly string[] {
    const before = this.#goTo(section);
    this.#isEmpty = false;
    return [...before, ...lines, ''];
  }

  /** What stands between the sections; that on pods is there only when one tells something. */
  #goTo(section: 'jobs' | 'pods' | 'logs'): readonly string[] {
    if (section === this.#section) return [];
    const none = this.#sayWhyNone();
    this.#section = section;
    this.#isEmpty = true;
    return [...none, section === 'pods' ? '[POD STATUS]' : '[POD LOGS]', ''];
  }

  #sayWhyNone(): readonly string[] {
    if (!this.#isEmpty || this.#head === null) return [];
    const { completeness, namespace } = this.#head;
    return this.#section === 'jobs'
      ? [sayWhyEmpty(completeness.jobs, namespace === '' ? NO_JOBS_ANYWHERE : NO_JOBS), '']
      : [sayWhyEmpty(completeness.pods, '  No container, hence no log.'), ''];
  }

  #word(block: readonly string[]): string {
    const { brevity } = this.#options;
    const lines = brevity === undefined ? block : block.flatMap((line) => wrapLine(line, brevity.columns));
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
  }
}

function renderHead(head: ReportHead): readonly string[] {
  return ['[HEADER]', ...renderHeader(head), '', ...renderErrors(head), '[JOB STATUS]', ''];
}

function renderHeader({ namespace, selector, timestamp, completeness }: ReportHead): readonly string[] {
  const missing = wordCompleteness(completeness);
  return [
    renderField('', 'Namespace', namespace === '' ? '<all>' : namespace),
    renderField('', 'Label Selector', selector === '' ? '<none>' : selector),
    renderField('', 'Timestamp', timestamp),
    ...(missing === null ? [] : [renderField('', 'Completeness', missing)]),
  ];
}

function renderErrors({ errors }: ReportHead): readonly string[] {
  if (errors.length === 0) return [];
  return [`[ERRORS (${errors.length})]`, '', ...errors.map((error) => `  ${foldMessage(error)}`), ''];
}

/** An empty list must never stand for one that could not be read, or not be understood. */
function sayWhyEmpty({ status, malformed }: ListCompleteness, whenRead: string): string {
  if (status !== 'read') return '  Not known: the list could not be read, see ERRORS.';
  return malformed === 0 ? whenRead : '  Not known: what is in the list could not be understood, see ERRORS.';
}
