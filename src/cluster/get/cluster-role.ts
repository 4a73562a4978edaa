import type { RbacRule } from '../../snapshot/model/problem.ts';
import type { Resource } from './request.ts';

export interface ClusterRoleRule {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verb: RbacRule['verb'];
}

const REQUESTED: Readonly<Record<Resource, ClusterRoleRule>> = {
  jobs: { apiGroup: 'batch', resource: 'jobs', verb: 'list' },
  pods: { apiGroup: '', resource: 'pods', verb: 'list' },
  'pods/log': { apiGroup: '', resource: 'pods/log', verb: 'get' },
  events: { apiGroup: '', resource: 'events', verb: 'list' },
};

/** For the use of CPU and memory, which reports are to tell one day. */
const POD_METRICS: ClusterRoleRule = { apiGroup: 'metrics.k8s.io', resource: 'pods', verb: 'list' };

/** All that the reporter may ever do in a cluster: what its role grants, and what a denial names. */
export const CLUSTER_ROLE_RULES: readonly ClusterRoleRule[] = [...Object.values(REQUESTED), POD_METRICS];

/** The rule of RBAC that a request needs. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function findRule(resource: Resource): ClusterRoleRule {
  return REQUESTED[resource];
}
