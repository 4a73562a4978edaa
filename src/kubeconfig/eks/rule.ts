import { refuseCredentials } from '../file/failure.ts';
import type { ClusterAccess } from '../file/access.ts';
import type { EksRule } from './aws-access.ts';
import type { EksPlugin } from './plugin.ts';
import { findDomain } from './sts-endpoint.ts';

/**
 * Throws a `ConfigurationError` for a token of another cluster or role than the rule's, and for one that would go elsewhere than to
 * the endpoints of EKS in the region: whoever gets it can ask as the role for a quarter of an hour.
 */
export function checkEksRule(
  { context, server, cluster }: Pick<ClusterAccess, 'context' | 'server' | 'cluster'>,
  { clusterId, role }: EksPlugin,
  region: string,
  { clusterName, roleArn, allowLocal }: EksRule,
): void {
  const refuse = (why: string, advice: string) => refuseCredentials(context, why, advice);
  const asks = `its user asks for a token of EKS cluster ${JSON.stringify(clusterId)}`;
  if (clusterId !== clusterName) {
    throw refuse(
      `${asks}, and the target ${clusterName === null ? 'names none' : `is of ${JSON.stringify(clusterName)}`}`,
      "Correct the kubeconfig, or the target's eksClusterName",
    );
  }
  const assumed = role?.arn ?? null;
  if (assumed !== roleArn) {
    throw refuse(
      `${asks} as ${wordRole(assumed)}, and the target names ${wordRole(roleArn)}`,
      "Correct the kubeconfig, or the target's eksRoleArn",
    );
  }
  if (cluster['proxy-url'] != null && cluster['proxy-url'] !== '') {
    throw refuse(
      `${asks}, and a proxy stands between, which could be its end`,
      'Take proxy-url out of the kubeconfig: tokens of EKS go to its endpoints themselves',
    );
  }
  if (isEndpoint(server.hostname, region) || (allowLocal && LOCAL.test(server.hostname))) return;
  throw refuse(
    `${asks}, and its server ${server.hostname} is no endpoint of EKS in ${region}`,
    `Give the one that aws eks describe-cluster --name ${clusterId} --query cluster.endpoint prints`,
  );
}

/** Of the machine itself and of its link, as addresses are written in a URL. */
const LOCAL = /^(?:127\.|169\.254\.|\[::1\]$|\[fe80:)/;

function wordRole(arn: string | null): string {
  return arn === null ? 'no role' : `role ${arn}`;
}

/**
 * `ID.gr7.eu-central-1.eks.amazonaws.com`, or `ID.HASH.eks-cluster.eu-central-1.api.aws` of a cluster with IPv6.
 * https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
function isEndpoint(host: string, region: string): boolean {
  const own = `.${region}.eks.${findDomain(region)}`;
  return [own, `.eks-cluster.${region}.api.aws`, `.eks-cluster.${region}.api.amazonwebservices.com.cn`].some(
    (end) => host.endsWith(end) && /^[a-z0-9]+(?:\.[a-z0-9]+)?$/i.test(host.slice(0, -end.length)),
  );
}
