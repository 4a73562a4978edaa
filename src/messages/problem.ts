import { defineMessages } from './message.ts';

/** What keeps a report from being whole, or is to be known of it. */
export const PROBLEMS = defineMessages({
  KUBECONFIG_UNREADABLE: {
    severity: 'gap',
    says: 'The kubeconfig could not be had from where it is kept.',
    runbook: 'logins-and-rights',
  },
  KUBECONFIG_INVALID: {
    severity: 'gap',
    says: 'The kubeconfig lacks something, or holds what no client can use.',
    runbook: 'logins-and-rights',
  },
  CREDENTIALS_UNSUPPORTED: {
    severity: 'gap',
    says: 'The kubeconfig proves who asks in a way that is not taken here.',
    runbook: 'logins-and-rights',
  },
  CREDENTIALS_UNAVAILABLE: {
    severity: 'gap',
    says: 'What proves who asks could not be made: a plugin, a role or a file failed.',
    runbook: 'logins-and-rights',
  },
  CONNECTION_REFUSED: {
    severity: 'gap',
    says: 'Nobody listens at the address of the API server.',
    runbook: 'the-way-to-the-cluster',
  },
  CONNECTION_BROKEN: {
    severity: 'gap',
    says: 'The connection was cut before the answer was whole, again and again.',
    runbook: 'the-way-to-the-cluster',
  },
  NAME_NOT_RESOLVED: {
    severity: 'gap',
    says: 'The name of the server is not known to DNS here.',
    runbook: 'the-way-to-the-cluster',
  },
  SERVER_REFUSED: {
    severity: 'gap',
    says: 'The address is one that this reader must not ask.',
    runbook: 'the-way-to-the-cluster',
  },
  PROXY_FAILED: {
    severity: 'gap',
    says: 'The proxy on the way is not there, wants a login, or would not pass the request on.',
    runbook: 'the-way-to-the-cluster',
  },
  TLS_UNTRUSTED: {
    severity: 'gap',
    says: 'The server showed a certificate that the kubeconfig does not vouch for.',
    runbook: 'the-way-to-the-cluster',
  },
  TLS_REFUSED: {
    severity: 'gap',
    says: 'The server refused the certificate of the kubeconfig.',
    runbook: 'logins-and-rights',
  },
  TLS_NOT_VERIFIED: {
    severity: 'notice',
    says: 'The kubeconfig says not to verify the server: anybody may have answered.',
    runbook: 'the-way-to-the-cluster',
  },
  TLS_SWITCH_IGNORED: {
    severity: 'notice',
    says: 'The environment says not to verify servers; they were verified all the same.',
    runbook: 'the-way-to-the-cluster',
  },
  TIMED_OUT: {
    severity: 'gap',
    says: 'No answer, or not all of it, came in the time that there was.',
    runbook: 'the-way-to-the-cluster',
  },
  UNAUTHORIZED: {
    severity: 'gap',
    says: 'The cluster does not know who asks.',
    runbook: 'logins-and-rights',
  },
  FORBIDDEN: {
    severity: 'gap',
    says: 'The cluster knows who asks, and a rule of RBAC is missing.',
    runbook: 'logins-and-rights',
  },
  NOT_FOUND: {
    severity: 'gap',
    says: 'What was asked for is not there.',
    runbook: 'lists-and-logs',
  },
  REQUEST_REFUSED: {
    severity: 'gap',
    says: 'The API server refused the request as it stands.',
    runbook: 'lists-and-logs',
  },
  TOO_MANY_REQUESTS: {
    severity: 'gap',
    says: 'The API server has more to do than it can.',
    runbook: 'the-way-to-the-cluster',
  },
  SERVER_ERROR: {
    severity: 'gap',
    says: 'The API server failed.',
    runbook: 'the-way-to-the-cluster',
  },
  ANSWER_UNREADABLE: {
    severity: 'gap',
    says: 'What came is not what a Kubernetes API sends.',
    runbook: 'the-way-to-the-cluster',
  },
  OBJECT_MALFORMED: {
    severity: 'gap',
    says: 'An object, or a field of one, could not be understood, and was left out.',
    runbook: 'lists-and-logs',
  },
  LIST_INCONSISTENT: {
    severity: 'gap',
    says: 'A list was finished at a later moment than it was begun.',
    runbook: 'lists-and-logs',
  },
  LIST_CUT: {
    severity: 'gap',
    says: 'A list was longer than a run holds; the rest of it was not read.',
    runbook: 'lists-and-logs',
  },
  NODE_UNREACHABLE: {
    severity: 'gap',
    says: 'The node of a pod, or the way to it, does not answer.',
    runbook: 'lists-and-logs',
  },
  NODE_REFUSED: {
    severity: 'gap',
    says: 'The kubelet of a node refused the API server, not this reader.',
    runbook: 'lists-and-logs',
  },
  LOG_UNAVAILABLE: {
    severity: 'gap',
    says: 'The kubelet could not give the log: removed, or not to be read.',
    runbook: 'lists-and-logs',
  },
  LOG_ENDLESS: {
    severity: 'gap',
    says: 'A log did not end at what was asked for.',
    runbook: 'lists-and-logs',
  },
  LOG_SKIPPED: {
    severity: 'gap',
    says: 'A log was not asked for: the time or the room of the run was up.',
    runbook: 'lists-and-logs',
  },
  CLOCKS_APART: {
    severity: 'notice',
    says: 'The clock here and that of the cluster differ.',
    runbook: 'the-way-to-the-cluster',
  },
  INTERNAL_ERROR: {
    severity: 'gap',
    says: 'The reporter made a mistake.',
    runbook: 'a-mistake-of-ours',
  },
});
