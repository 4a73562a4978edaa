/** Who asks AWS. Secret: never log it. */
export interface AwsIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** For whom tokens are made where a kubeconfig is not trusted to say so. */
export interface EksRule {
  /** The one cluster; null: none, and no token is made. */
  readonly clusterName: string | null;
  /** The role that is assumed for it; null: none, the process's own asks. */
  readonly roleArn: string | null;
  /** At an address of this machine as well: of a sidecar, say. */
  readonly allowLocal: boolean;
}

/** What a door knows of AWS, for the tokens of EKS. */
export interface AwsAccess {
  /**
   * The credentials that the SDK finds by itself. `profile`: those of a profile of the AWS CLI, where there are profiles.
   * Rejects as the SDK does.
   */
  readonly findIdentity: (profile: string | null) => Promise<AwsIdentity>;
  /** The region of the process, for a cluster that names none. */
  readonly region: string | null;
  /** For sts:AssumeRole only: that of a double, or of a VPC endpoint without private DNS. */
  readonly stsEndpoint?: string | undefined;
  /** For whom tokens are made; for whomever the kubeconfig says unless told. */
  readonly rule?: EksRule | undefined;
}
