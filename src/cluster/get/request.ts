import { READING_A_LOG, type RbacRule } from '../../snapshot/model/problem.ts';

/** A path and query that the client may ask for. Only this file can make one. */
export type ClusterPath = string & { readonly __brand: 'ClusterPath' };

/** What is asked for, in words and in the cluster's. */
export interface ClusterRequest {
  readonly path: ClusterPath;
  /** `listing`, `reading the log of`. */
  readonly attempted: string;
  /** `jobs in namespace trading-bots`. */
  readonly object: string;
  /** What RBAC calls it, for the rule that would allow it. */
  readonly resource: Resource;
  /** `''`: all namespaces, as in the Kubernetes API. */
  readonly namespace: string;
  /** Whose log it is; null of a list. */
  readonly podName: string | null;
}

type Resource = 'jobs' | 'pods' | 'events' | 'pods/log';
export type ListResource = Exclude<Resource, 'pods/log'>;

/** What to look at in a cluster. */
export interface ObjectSelection {
  /** `''`: all namespaces. */
  readonly namespace: string;
  readonly labelSelector: string;
}

export interface ListQuery {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly limit: number;
  readonly continue?: string;
}

export interface LogQuery {
  readonly podName: string;
  readonly containerName: string;
  readonly previous: boolean;
  readonly tailLines: number;
}

/** A rule of RBAC, for any namespace. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export type ClusterRoleRule = Omit<RbacRule, 'namespace'>;

const REQUESTED: Readonly<Record<Resource, ClusterRoleRule>> = {
  jobs: { apiGroup: 'batch', resource: 'jobs', verb: 'list' },
  pods: { apiGroup: '', resource: 'pods', verb: 'list' },
  'pods/log': { apiGroup: '', resource: 'pods/log', verb: 'get' },
  events: { apiGroup: '', resource: 'events', verb: 'list' },
};

/** All that the reporter may ever do in a cluster: what its role grants, and what a denial names. */
export const CLUSTER_ROLE_RULES: readonly ClusterRoleRule[] = Object.values(REQUESTED);

/** The rule that a request needs. */
export function findRule({ resource, namespace }: ClusterRequest): RbacRule {
  return { ...REQUESTED[resource], namespace };
}

/**
 * All that can ever be asked: three lists, of a namespace or of all, and a container's log. exec, attach, portforward, proxy and `follow` have
 * no way through, whatever a name holds. https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
const NAME = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?';
const READABLE = new RegExp(
  `^(?:/apis/batch/v1(?:/namespaces/${NAME})?/jobs|/api/v1(?:/namespaces/${NAME})?/(?:pods|events))` +
    `\\?(?:(?:labelSelector|fieldSelector|limit|continue)=[^&#]*&?)+$` +
    `|^/api/v1/namespaces/${NAME}/pods/${NAME}/log\\?(?:(?:container|tailLines|timestamps|previous)=[^&#]*&?)+$`,
);

/** Whether a GET of this path can only read what the reporter reads. */
export function isReadable(path: string): path is ClusterPath {
  return READABLE.test(path) && !path.includes('..');
}

export function requestList(resource: ListResource, namespace: string, query: ListQuery): ClusterRequest {
  const { apiGroup } = REQUESTED[resource];
  const group = apiGroup === '' ? '/api/v1' : `/apis/${apiGroup}/v1`;
  return {
    path: makePath(`${group}${namespace === '' ? '' : `/namespaces/${namespace}`}/${resource}`, {
      ...query,
      limit: String(query.limit),
    }),
    attempted: 'listing',
    object: `${resource} in ${wordNamespace(namespace)}`,
    resource,
    namespace,
    podName: null,
  };
}

/**
 * The container is always named: a pod may have several. Times are asked for, because they tell a container's line
 * from the kubelet's. Neither `limitBytes` (it cuts the newest) nor `stream` (422 on some servers) is ever sent.
 */
export function requestLog(namespace: string, query: LogQuery): ClusterRequest {
  const { podName, containerName, previous } = query;
  return {
    path: makePath(`/api/v1/namespaces/${namespace}/pods/${podName}/log`, {
      container: containerName,
      tailLines: String(query.tailLines),
      timestamps: 'true',
      ...(previous ? { previous: 'true' } : {}),
    }),
    attempted: READING_A_LOG,
    object: `container ${containerName} of pod ${namespace}/${podName}${previous ? ' (previous attempt)' : ''}`,
    resource: 'pods/log',
    namespace,
    podName,
  };
}

/** `namespace trading-bots`, `all namespaces`. */
export function wordNamespace(namespace: string): string {
  return namespace === '' ? 'all namespaces' : `namespace ${namespace}`;
}

function makePath(path: string, query: Readonly<Record<string, string>>): ClusterPath {
  const whole = `${path}?${new URLSearchParams(query).toString()}`;
  if (!isReadable(whole)) throw new Error(`Not a path that may be read: ${path}`);
  return whole;
}
