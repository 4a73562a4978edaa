/** Where AWS is a world of its own: its regions, and the domain that its services end in. */
const PARTITIONS: readonly (readonly [regions: RegExp, suffix: string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
  [/^eusc-/, 'amazonaws.eu'],
];

/** The regions that `AWS_STS_REGIONAL_ENDPOINTS=legacy` sends to the global endpoint; it knows no others. */
const LEGACY_REGIONS =
  /^(?:ap-northeast-1|ap-south-1|ap-southeast-[12]|ca-central-1|eu-(?:central|north)-1|eu-west-[123]|sa-east-1|us-(?:east|west)-[12])$/;

export interface StsEndpoint {
  readonly host: string;
  /** Of the signature: that of the endpoint, not always the one asked for. */
  readonly region: string;
}

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;

/** It becomes a part of a host name. */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}

/**
 * https://docs.aws.amazon.com/general/latest/gr/sts.html,
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html
 */
export function findStsEndpoint(region: string, mode: 'regional' | 'legacy'): StsEndpoint {
  if (mode === 'legacy' && LEGACY_REGIONS.test(region))
    return { host: 'sts.amazonaws.com', region: 'us-east-1' };
  return { host: `sts.${region}.${findDomain(region)}`, region };
}

/** What the names of services end in there. */
export function findDomain(region: string): string {
  return PARTITIONS.find(([regions]) => regions.test(region))?.[1] ?? 'amazonaws.com';
}
