import { stringify } from 'yaml';
import { CLUSTER_ROLE_RULES } from './cluster-role.ts';

const NAME = 'k8s-job-reporter';
const RBAC_API = 'rbac.authorization.k8s.io';

const HEADER = `# What k8s-job-reporter may do in a cluster, and nothing else: kubectl apply -f this file.
# The ServiceAccount's token is for clusters of any kind; the group ${NAME} is for access entries of EKS:
#   aws eks create-access-entry --cluster-name CLUSTER --principal-arn ROLE_OF_THE_FUNCTION --kubernetes-groups ${NAME}
`;

/** The manifests, as YAML for kubectl, that let the reporter read the Jobs of these namespaces. */
export function writeRbacManifest(namespaces: readonly string[]): string {
  const sorted = [...new Set(namespaces)].toSorted();
  const manifests = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace: NAME } },
    writeTokenSecret(),
    writeClusterRole(),
    ...sorted.map(writeRoleBinding),
  ];
  return `${HEADER}${manifests.map((manifest) => `---\n${stringify(manifest)}`).join('')}`;
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

/** A binding in each namespace, not one for the whole cluster: what no target names cannot be read. */
function writeRoleBinding(namespace: string): object {
  return {
    apiVersion: `${RBAC_API}/v1`,
    kind: 'RoleBinding',
    metadata: { name: NAME, namespace },
    roleRef: { apiGroup: RBAC_API, kind: 'ClusterRole', name: NAME },
    subjects: [
      { kind: 'ServiceAccount', name: NAME, namespace: NAME },
      { apiGroup: RBAC_API, kind: 'Group', name: NAME },
    ],
  };
}
