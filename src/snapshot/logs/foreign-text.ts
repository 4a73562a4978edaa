/** What stood in place of a container's lines in an answer of status 200. */
export type ForeignText =
  | { readonly from: 'kubelet'; readonly text: string }
  /** A Status of Kubernetes, as JSON. */
  | { readonly from: 'api'; readonly text: string }
  | { readonly from: 'proxy'; readonly text: string };

/**
 * What the kubelet says when it cannot read a log. It has answered 200 by then. https://github.com/kubernetes/kubernetes/issues/102170
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/cri-client/pkg/logs/logs.go (ReadLogs)
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kuberuntime/kuberuntime_container.go (GetContainerLogs)
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kubelet_pods.go (validateContainerLogStatus)
 */
const KUBELET =
  /^(?:unable to retrieve container logs for \S|failed to (?:try resolving symlinks in path|open log file|tail \d+ lines of log file|seek \d+ in log file|read log file|create fsnotify watcher|watch directory|list containers|get container status|get container logs|get log|open the file|stat log file|parse timestamp)\b|(?:rpc error: |failed to [^:]*: rpc error: )code = \w+ desc = |(?:previous terminated )?container "[^"]*" in pod "[^"]*" (?:is |not found)|container "[^"]*" not found in pod |pod "[^"]*" (?:not found|cannot be found|does not exist)|no such container: |(?:lstat|open|stat) \/\S+: no such file or directory$)/;

const HTML = /^<(?:!doctype|html|\?xml|head|body)/i;

/** Whose text it is, by its form alone; null when it may be the container's. */
export function recognizeForeignText(text: string): ForeignText | null {
  const trimmed = text.trim();
  if (HTML.test(trimmed)) return { from: 'proxy', text: trimmed };
  if (/^\{[^]*"kind"\s*:\s*"Status"/.test(trimmed) && isStatus(trimmed))
    return { from: 'api', text: trimmed };
  return KUBELET.test(trimmed) ? { from: 'kubelet', text: trimmed } : null;
}

function isStatus(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Status';
  } catch {
    return false;
  }
}
