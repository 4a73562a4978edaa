import type { K8sPodStatus } from '../../snapshot/model/pod.ts';
import { wordPodCause } from '../../snapshot/jobs/pod-cause.ts';
import { renderField, renderFieldIfSaid } from './field.ts';
import { makeVisible } from '../characters/visible.ts';

const INDENT = '    ';

/** A pod that there is something to say of. */
export function renderPod(pod: K8sPodStatus): readonly string[] {
  return [
    `  Pod: ${makeVisible(pod.podName)}${pod.jobName === null ? '' : ` / Job: ${makeVisible(pod.jobName)}`}`,
    renderField(INDENT, 'Namespace', pod.namespace),
    renderField(INDENT, 'Phase', pod.phase ?? '<none>'),
    ...renderFieldIfSaid(INDENT, 'Cause', pod.cause === null ? null : wordPodCause(pod.cause)),
    ...renderFieldIfSaid(INDENT, 'Node', pod.nodeName),
    ...renderFieldIfSaid(INDENT, 'Deletion Time', pod.deletionTime),
  ];
}
