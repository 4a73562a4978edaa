import { authenticate, authorize, type Credentials } from './access-rules.ts';
import {
  answerWithFailure,
  answerWithJson,
  answerWithLog,
  answerWithNothing,
  answerWithPageNotFound,
  type Answer,
} from './answers/answer.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { refuseAsExpired } from './continue-token.ts';
import { readDiscovery } from './discovery.ts';
import { findByKey, type KubernetesObject } from '../state/kubernetes-object.ts';
import { cutPage, type ListQuery } from './list-page.ts';
import { parseListQuery } from './list-query.ts';
import { parsePodLogQuery } from './pod-log-query.ts';
import { chooseContainerRun } from './pod-log-source.ts';
import { readPodLog, writeRemovedLog } from './pod-log.ts';
import { parseResourcePath, type ResourceRequest } from './request-path.ts';
import { refuseAsNotFound, RefusedRequest } from './answers/status-failure.ts';

/** The cluster as one request finds it. */
export interface ClusterView {
  readonly version: unknown;
  /** The newest revision. */
  readonly revision: number;
  /** The oldest that a continue token may still name: what is older has been compacted away. */
  readonly oldestRevision: number;
  readonly stateAt: (revision: number) => ClusterState;
  readonly pageSizeCap: number;
}

/** What the router looks at in a request. */
export interface RoutedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** `127.0.0.1:41234`: as the sender reached the server. */
  readonly host: string;
  readonly credentials: Credentials;
}

interface ServedResource {
  readonly kind: string;
  readonly apiVersion: string;
  readonly list: (state: ClusterState) => readonly KubernetesObject[];
}

const RESOURCES: Readonly<Record<string, ServedResource>> = {
  'batch jobs': { kind: 'Job', apiVersion: 'batch/v1', list: (state) => state.jobs },
  'batch cronjobs': { kind: 'CronJob', apiVersion: 'batch/v1', list: (state) => state.cronJobs },
  ' pods': { kind: 'Pod', apiVersion: 'v1', list: (state) => state.pods },
  ' events': { kind: 'Event', apiVersion: 'v1', list: (state) => state.events },
};

/** What the recorded API server would answer: never throws, whatever the request. */
export function answerRequest(request: RoutedRequest, view: ClusterView): Answer {
  try {
    return route(request, view);
  } catch (error) {
    if (error instanceof RefusedRequest) return answerWithFailure(error.failure);
    throw error;
  }
}

function route({ method, path, host, credentials }: RoutedRequest, view: ClusterView): Answer {
  const identity = authenticate(credentials);
  if (method !== 'GET') {
    const message = 'the server does not allow this method on the requested resource';
    throw new RefusedRequest({ code: 405, reason: 'MethodNotAllowed', message, details: {} });
  }
  const url = URL.parse(path, 'https://embedded-cluster');
  if (url?.pathname === '/version') return answerWithJson(200, view.version);
  const discovery = url === null ? null : readDiscovery(url.pathname, identity, host);
  if (discovery !== null) return answerWithJson(200, discovery);
  const resourceRequest = url === null ? null : parseResourcePath(url.pathname);
  if (url === null || resourceRequest === null) return answerWithPageNotFound();
  authorize(identity, resourceRequest);
  return answerResource(resourceRequest, url.searchParams, view);
}

/** A subresource that comes this far is `pods/log`: no rule allows another. */
function answerResource(request: ResourceRequest, parameters: URLSearchParams, view: ClusterView): Answer {
  const served = RESOURCES[`${request.group} ${request.resource}`];
  if (served === undefined) return answerWithPageNotFound();
  const { name } = request;
  if (name === null) return answerList(request, served, parameters, view);
  if (request.subresource !== null)
    return answerPodLog(request, name, parameters, view.stateAt(view.revision));
  const object = findObject(served.list(view.stateAt(view.revision)), request, name);
  return answerWithJson(200, { kind: served.kind, apiVersion: served.apiVersion, ...object });
}

function answerList(
  { resource, namespace }: ResourceRequest,
  { kind, apiVersion, list }: ServedResource,
  parameters: URLSearchParams,
  view: ClusterView,
): Answer {
  const query = parseListQuery(parameters, resource, namespace, view.pageSizeCap);
  const revision = chooseRevision(query, view);
  const { metadata, items } = cutPage(list(view.stateAt(revision)), query, revision);
  return answerWithJson(200, { kind: `${kind}List`, apiVersion, metadata, items });
}

/** The pages of a list all show the revision of its first. */
function chooseRevision({ continue: token }: ListQuery, view: ClusterView): number {
  if (token === null || token.revision < 0) return view.revision;
  if (token.revision < view.oldestRevision) throw refuseAsExpired(token);
  return Math.min(token.revision, view.revision);
}

function answerPodLog(
  request: ResourceRequest,
  name: string,
  parameters: URLSearchParams,
  { pods, logs }: ClusterState,
): Answer {
  const query = parsePodLogQuery(parameters, name);
  const containerID = chooseContainerRun(findObject(pods, request, name), query.container, query.previous);
  if (containerID === null) return answerWithNothing();
  const log = logs.get(containerID);
  return answerWithLog(log === undefined ? writeRemovedLog(containerID) : readPodLog(log, query));
}

function findObject<Found extends KubernetesObject>(
  objects: readonly Found[],
  { group, resource, namespace }: ResourceRequest,
  name: string,
): Found {
  const found = findByKey(objects, namespace, name);
  if (found === undefined) throw refuseAsNotFound(resource, group, name);
  return found;
}
