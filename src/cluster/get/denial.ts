import type { ClusterFailureDetail } from './failure.ts';
import type { Asking, Refusal } from './refusal.ts';
import { findRule } from './request.ts';

type Denial = Pick<ClusterFailureDetail, 'code' | 'advice' | 'allowedBy'>;

/**
 * How an API server words that somebody may not do something, whichever authorizer says so.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go (forbiddenMessage)
 */
const DENIAL = /User "([^"]*)" cannot (\w+) resource "([^"]*)" in API group "([^"]*)"/;
/** The API server's own name at a kubelet or at another server, and a kubelet's at the API server: none is the reader. */
const SERVANT = /^(?:system:node:|system:(?:kube-)?apiserver|kube-apiserver|system:aggregator$|front-proxy)/;
const NOBODY = 'system:anonymous';

/** Who refuses by 403, and what would allow it: a rule of RBAC only where a server of Kubernetes denies this reader this right. */
export function judgeDenial({ said, form }: Refusal, { request, isKnown }: Asking): Denial {
  if (form !== 'status') {
    return {
      code: 'PROXY_FAILED',
      advice:
        'It is not the API server that refuses, but a proxy, a gateway or a firewall in between: check the server and proxy-url of the kubeconfig, and who may pass there',
    };
  }
  const [, user = '', verb, resource = '', apiGroup] = DENIAL.exec(said) ?? [];
  if (verb === 'impersonate') {
    return {
      code: 'FORBIDDEN',
      advice: `Allow ${JSON.stringify(user)} the verb impersonate for ${resource}, or remove "as" and what belongs to it from the kubeconfig`,
    };
  }
  if (user === NOBODY && isKnown) {
    return {
      code: 'FORBIDDEN',
      advice:
        "The cluster takes the reader for nobody: its token or certificate was not seen, or is of no user there. Something in between may end TLS, and a client's certificate with it",
    };
  }
  const rule = findRule(request);
  const isOurs = verb === rule.verb && resource === rule.resource && apiGroup === rule.apiGroup;
  if (isOurs && !SERVANT.test(user))
    return {
      code: 'FORBIDDEN',
      advice: 'Allow it by the RBAC rule given, then run again',
      allowedBy: rule,
    };
  return {
    code: 'FORBIDDEN',
    advice:
      'It is not a right of the reader that is missing: what the message names was refused. Ask those who run the cluster, or what stands before it',
  };
}
