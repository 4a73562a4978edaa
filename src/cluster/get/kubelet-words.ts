import type { LogStatus } from '../../snapshot/model/log.ts';

/**
 * States of a container that the kubelet tells as errors, with a status of 400 or 500 or in a body of 200, and are none.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kubelet_pods.go (validateContainerLogStatus)
 * https://github.com/kubernetes/kubernetes/issues/122160 https://github.com/kubernetes/kubernetes/issues/140154
 */
const STATES: readonly (readonly [RegExp, LogStatus])[] = [
  [/^container "[^"]*" in pod "[^"]*" is (?:waiting to start|not available)/, 'waiting'],
  [/^previous terminated container "[^"]*" in pod "[^"]*" not found/, 'gone'],
  [/^container "[^"]*" in pod "[^"]*" is terminated/, 'gone'],
  [/^unable to retrieve container logs for /, 'gone'],
];

/** A log that was there, or should have been, and is not: the rest of the kubelet's errors is a failure to read it. */
const REMOVED =
  /unable to retrieve container logs for|no such file or directory|code = NotFound|not found|no such container|cannot be found|does not exist|is not valid for pod/i;

/** Put before a kubelet's words by the API server where they came with 500. https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go (NewInternalError) */
const PREFIX = /^Internal error occurred: /;

/** https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/cri-client/pkg/logs/logs.go (ReadLogs), pkg/kubelet/kuberuntime/kuberuntime_container.go (GetContainerLogs) */
const READING_FAILED =
  /^(?:failed to (?:try resolving symlinks|open log file|open the file|stat log file|tail \d+ lines|seek |read log file|create fsnotify|watch directory|get container status|get container logs|list containers|parse timestamp)|(?:failed to [^:]*: )?rpc error: code = |unable to (?:parse pod full name|convert )|(?:lstat|open|stat) \/\S+: |no such container|pod "[^"]*" (?:cannot be found|does not exist|not found)|container \S+ (?:in pod \S+ )?(?:not found|is not valid for pod))/i;

/** The state of the container, where that is all that an error says; null where it is an error. */
export function findState(said: string | null): LogStatus | null {
  const words = said?.replace(PREFIX, '') ?? '';
  return STATES.find(([state]) => state.test(words))?.[1] ?? null;
}

export function saysRemoved(said: string): boolean {
  return REMOVED.test(said);
}

/** Whether it is why a kubelet, or its runtime, could not read a log. */
export function saysUnreadable(said: string): boolean {
  return findState(said) !== null || READING_FAILED.test(said.replace(PREFIX, ''));
}
