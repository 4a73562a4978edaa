import { stringify } from 'yaml';
import { CLUSTER_ROLE_RULES } from './get/request.ts';

const NAME = 'k8s-job-reporter';
const RBAC_API = 'rbac.authorization.k8s.io';

const HEADER = `# What k8s-job-reporter may do in a cluster, and nothing else: kubectl apply -f this file.
# The ServiceAccount's token is for clusters of any kind; the group ${NAME} is for access entries of EKS:
#   aws eks create-access-entry --cluster-name CLUSTER --principal-arn ROLE_OF_THE_FUNCTION --kubernetes-groups ${NAME}
`;
const ONE_BY_ONE = `# Each namespace has a binding of its own. What looks at all of them, snapshot --all-namespaces, needs one for the whole cluster:
#   job-reporter rbac --all-namespaces
`;
const EVERYWHERE = `# The binding is for the whole cluster, as snapshot --all-namespaces needs it: every pod's log in every namespace can be read by it.
`;

/** The manifests, as YAML for kubectl, that let the reporter read the Jobs of these namespaces, or of all (null). */
export function writeRbacManifest(namespaces: readonly string[] | null): string {
  const bindings =
    namespaces === null
      ? [writeBinding('ClusterRoleBinding')]
      : [...new Set(namespaces)].toSorted().map((namespace) => writeBinding('RoleBinding', namespace));
  const manifests = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace: NAME } },
    writeTokenSecret(),
    writeClusterRole(),
    ...bindings,
  ];
  return `${HEADER}${namespaces === null ? EVERYWHERE : ONE_BY_ONE}${manifests.map((manifest) => `---\n${stringify(manifest)}`).join('')}`;
}

/** Kubernetes fills it with a token that lasts until it is deleted. https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets */
function writeTokenSecret(): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: {
      name: `${NAME}-token`,
      namespace: NAME,
      annotations: { 'kubernetes.io/service-account.name': NAME },
    },
  };
}

function writeClusterRole(): object {
  const rules = CLUSTER_ROLE_RULES.map(({ apiGroup, resource, verb }) => ({
    apiGroups: [apiGroup],
    resources: [resource],
    verbs: [verb],
  }));
  return { apiVersion: `${RBAC_API}/v1`, kind: 'ClusterRole', metadata: { name: NAME }, rules };
}

/** One in each namespace unless told: what no target names cannot be read. */
function writeBinding(kind: 'RoleBinding' | 'ClusterRoleBinding', namespace?: string): object {
  return {
    apiVersion: `${RBAC_API}/v1`,
    kind,
    metadata: { name: NAME, ...(namespace === undefined ? {} : { namespace }) },
    roleRef: { apiGroup: RBAC_API, kind: 'ClusterRole', name: NAME },
    subjects: [
      { kind: 'ServiceAccount', name: NAME, namespace: NAME },
      { apiGroup: RBAC_API, kind: 'Group', name: NAME },
    ],
  };
}
