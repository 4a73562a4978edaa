import type { AwsAccess, AwsIdentity } from './aws-access.ts';
import { assumeRole } from './role.ts';
import { checkEksRule } from './rule.ts';
import type { EksPlugin } from './plugin.ts';
import { mintEksToken, type EksToken } from './token.ts';
import { failCredentials, refuseCredentials } from '../file/failure.ts';
import type { ClusterAccess } from '../file/access.ts';
import { findStsEndpoint } from './sts-endpoint.ts';

/** `https://0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com` */
const EKS_HOST = /\.([a-z]{2,}(?:-[a-z]+)+-\d{1,2})\.(?:eks\.|api\.)/;

/** A token for a cluster of EKS, made here of who the process is to AWS. Rejects with a `ReporterError`. */
export async function readEksToken(
  access: Pick<ClusterAccess, 'context' | 'server' | 'cluster'>,
  plugin: EksPlugin,
  aws: AwsAccess,
  now: Date,
): Promise<EksToken> {
  const { context, server } = access;
  const region = plugin.region ?? EKS_HOST.exec(server.hostname)?.[1] ?? aws.region;
  if (region === null) {
    throw refuseCredentials(
      context,
      'neither its user nor its server names a region',
      'Add --region to the arguments, or set AWS_REGION',
    );
  }
  if (aws.rule !== undefined) checkEksRule(access, plugin, region, aws.rule);
  const own = plugin.identity ?? (await findIdentity(aws, plugin));
  const identity = plugin.role === null ? own : await assumeRole(plugin.role, region, own, aws);
  const endpoint = findStsEndpoint(region, plugin.endpoints);
  return await mintEksToken({ clusterId: plugin.clusterId, endpoint, identity, now });
}

async function findIdentity(aws: AwsAccess, { profile, clusterId }: EksPlugin): Promise<AwsIdentity> {
  try {
    return await aws.findIdentity(profile);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    throw failCredentials(
      'finding the AWS credentials for',
      `EKS cluster ${JSON.stringify(clusterId)}`,
      `${profile === null ? 'there are none' : `profile ${JSON.stringify(profile)} gives none`} (${name})`,
      'In Lambda they are those of its role; elsewhere sign in: aws sso login, or set AWS_PROFILE',
    );
  }
}
