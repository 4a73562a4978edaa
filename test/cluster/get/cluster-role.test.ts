import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import { writeRbacManifest } from '../../../src/cluster/rbac-manifest.ts';
import { monitorOf, TEST_TIME } from '../../doubles/cluster-monitor.ts';

const manifestSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  rules: z
    .array(
      z.object({
        apiGroups: z.array(z.string()),
        resources: z.array(z.string()),
        verbs: z.array(z.string()),
      }),
    )
    .optional(),
});

const manifests = parseAllDocuments(writeRbacManifest(['trading-bots', 'quota-ns', 'trading-bots'])).map(
  (document) => manifestSchema.parse(document.toJS()),
);
const rules = manifests.find((manifest) => manifest.kind === 'ClusterRole')?.rules ?? [];

/** What RBAC would say, by https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
function isAllowed(apiGroup: string, resource: string, verb: string): boolean {
  return rules.some(
    (rule) =>
      rule.apiGroups.includes(apiGroup) && rule.resources.includes(resource) && rule.verbs.includes(verb),
  );
}

/** How the API server reads a GET: a list, or the get of a subresource. https://kubernetes.io/docs/reference/access-authn-authz/authorization/#request-verb-resource */
function readAttributes(path: string): readonly [apiGroup: string, resource: string, verb: string] {
  const match = /^\/(?:api|apis\/([^/]+))\/v1\/namespaces\/[^/]+\/([^/?]+)(?:\/[^/]+\/([^/?]+))?\?/.exec(
    path,
  );
  if (match === null) throw new Error(`not a path of a namespace: ${path}`);
  const [, group = '', resource = '', subresource] = match;
  return subresource === undefined ? [group, resource, 'list'] : [group, `${resource}/${subresource}`, 'get'];
}

test('each request of a run is allowed by the role, and each rule of the role is used by one', async () => {
  await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME });

  await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();
  await monitorOf(cluster, { namespace: 'quota-ns', labelSelector: '' }).loadSnapshot();

  const asked = [...new Set(cluster.requests.map(({ path }) => readAttributes(path).join(' ')))];
  expect(asked.filter((each) => !isAllowed(...readParts(each)))).toEqual([]);
  const granted = rules.flatMap(({ apiGroups, resources, verbs }) => [
    `${apiGroups.join()} ${resources.join()} ${verbs.join()}`,
  ]);
  expect(granted.filter((each) => !asked.includes(each))).toEqual([]);
});

test.each(['get', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate', '*'])(
  'no rule grants %s of what is listed',
  (verb) => {
    const resources = [
      'jobs',
      'pods',
      'events',
      'secrets',
      'configmaps',
      'pods/exec',
      'pods/attach',
      'pods/proxy',
      '*',
    ];

    expect(
      ['', 'batch', 'metrics.k8s.io', '*'].flatMap((group) =>
        resources.filter((each) => isAllowed(group, each, verb)),
      ),
    ).toEqual([]);
  },
);

test('of a log only get is granted', () => {
  expect(['get', 'list', 'watch', 'create', '*'].filter((verb) => isAllowed('', 'pods/log', verb))).toEqual([
    'get',
  ]);
});

test('each namespace is bound once, and nothing is bound for the whole cluster', () => {
  expect(
    manifests.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''} ${metadata.name}`),
  ).toEqual([
    'Namespace  k8s-job-reporter',
    'ServiceAccount k8s-job-reporter k8s-job-reporter',
    'Secret k8s-job-reporter k8s-job-reporter-token',
    'ClusterRole  k8s-job-reporter',
    'RoleBinding quota-ns k8s-job-reporter',
    'RoleBinding trading-bots k8s-job-reporter',
  ]);
});

function readParts(words: string): readonly [string, string, string] {
  const [group = '', resource = '', verb = ''] = words.split(' ');
  return [group, resource, verb];
}
