import { countNoun } from '../../snapshot/model/counted-noun.ts';
import type { FieldChange, JobChange } from '../../history/difference/jobs.ts';
import type { LogDifference } from '../../history/difference/logs.ts';
import type { K8sJobStatus } from '../../snapshot/model/job.ts';
import { hasChanged, type SnapshotDifference } from '../../history/difference/snapshots.ts';
import { renderField } from './field.ts';
import { foldMessage, makeVisible } from '../characters/visible.ts';

/** What a difference is of: how the two are called. */
export interface ComparedReports {
  readonly before: string;
  readonly after: string;
}

const NONE = '<none>';

/** `+` appeared, `-` is there no more, `~` changed, `?` was not compared; log lines are indented. Ends in one line feed. */
export function renderDifference({ before, after }: ComparedReports, difference: SnapshotDifference): string {
  const { jobs, logs, notCompared } = difference;
  const lines = [
    `--- ${makeVisible(before)}`,
    `+++ ${makeVisible(after)}`,
    ...jobs.appeared.map((job) => `+ Job ${nameJob(job)} appeared: ${wordState(job)}`),
    ...jobs.vanished.map((job) => `- Job ${nameJob(job)} is there no more; it was ${wordState(job)}`),
    ...jobs.changed.flatMap(renderChange),
    ...logs.flatMap(renderLog),
    ...(hasChanged(difference) ? [] : ['No difference in what both saw.']),
    ...notCompared.map((each) => `? Not compared: ${foldMessage(each)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function nameJob({ namespace, jobName }: Pick<K8sJobStatus, 'namespace' | 'jobName'>): string {
  return makeVisible(`${namespace}/${jobName}`);
}

function wordState({ phase, reason }: K8sJobStatus): string {
  return reason === null ? phase : `${phase}, ${foldMessage(reason)}`;
}

function renderChange(job: JobChange): readonly string[] {
  return [
    `~ Job ${nameJob(job)} changed`,
    ...job.changes.map(({ field, before, after }) =>
      renderField('    ', nameField(field), `${before ?? NONE} → ${after ?? NONE}`),
    ),
  ];
}

/** `finishedTime` as the report calls it: `Finished Time`. */
function nameField(field: FieldChange['field']): string {
  const words = field.replaceAll(/[A-Z]/g, ' $&');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function renderLog(log: LogDifference): readonly string[] {
  const { podName, containerName, role, previous, newLines, isNewLog, mayLackLines, mayRepeat } = log;
  const attempt = [...(role === 'main' ? [] : [role]), ...(previous ? ['previous attempt'] : [])];
  const told = attempt.length === 0 ? '' : ` (${attempt.join(', ')})`;
  const count = isNewLog
    ? `a new log, its last ${countNoun(newLines.length, 'line')}`
    : countNoun(newLines.length, 'new line');
  return [
    `~ Pod ${makeVisible(podName)} / Container ${makeVisible(containerName)}${told}: ${count}`,
    ...(mayLackLines ? ['      (lines before these may be in neither report)'] : []),
    ...(mayRepeat === 0
      ? []
      : [
          `      (the first ${mayRepeat === 1 ? '' : `${mayRepeat} `}of these may be in the first report as well)`,
        ]),
    ...newLines.map((line) => `      ${makeVisible(line)}`),
  ];
}
