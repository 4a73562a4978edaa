import type { Identity } from './access-rules.ts';
import { RefusedRequest } from './answers/status-failure.ts';

/** What a client learns of the API from a path that names no resource, by the path. */
const DOCUMENTS: Readonly<Record<string, (host: string) => unknown>> = {
  '/api': (host) => ({
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }],
  }),
  '/apis': () => ({ kind: 'APIGroupList', apiVersion: 'v1', groups: [BATCH] }),
  '/api/v1': () => ({
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [
      describeResource('events', 'event', 'Event', {
        shortNames: ['ev'],
        storageVersionHash: 'r2yiGXH7wu8=',
      }),
      describeResource('pods', 'pod', 'Pod', {
        shortNames: ['po'],
        categories: ['all'],
        storageVersionHash: 'xPOwRZ+Yhw8=',
      }),
      { name: 'pods/log', singularName: '', namespaced: true, kind: 'Pod', verbs: ['get'] },
    ],
  }),
  '/apis/batch/v1': () => ({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: 'batch/v1',
    resources: [
      describeResource('cronjobs', 'cronjob', 'CronJob', {
        shortNames: ['cj'],
        categories: ['all'],
        storageVersionHash: 'sd5LIXh4Fjs=',
      }),
      describeResource('jobs', 'job', 'Job', { categories: ['all'], storageVersionHash: 'mudhfqk/qZY=' }),
    ],
  }),
};

const BATCH_V1 = { groupVersion: 'batch/v1', version: 'v1' };
const BATCH = { name: 'batch', versions: [BATCH_V1], preferredVersion: BATCH_V1 };
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/**
 * The document of a path in the older form, one a group version, which a client that asks for all in one takes too; null
 * for a path that has none. Of the API only what is embedded is told.
 * https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api
 * @throws RefusedRequest 403 for who has not said who he is: `system:discovery` is for those who are authenticated
 */
export function readDiscovery(pathname: string, identity: Identity, host: string): unknown {
  const write = DOCUMENTS[pathname];
  if (write === undefined) return null;
  if (identity.caller !== 'anonymous') return write(host);
  throw new RefusedRequest({
    code: 403,
    reason: 'Forbidden',
    message: `forbidden: User "${identity.username}" cannot get path "${pathname}"`,
    details: {},
  });
}

function describeResource(
  name: string,
  singularName: string,
  kind: string,
  more: Readonly<Record<string, string | readonly string[]>>,
): unknown {
  return { name, singularName, namespaced: true, kind, verbs: VERBS, ...more };
}
