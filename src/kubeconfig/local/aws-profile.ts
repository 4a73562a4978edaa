import type { AwsAccess } from '../eks/aws-access.ts';

/** Who the person is to AWS, as the AWS CLI finds out: variables, profiles, SSO, the machine's own role. */
export function openAwsAccess(env: Readonly<Record<string, string | undefined>>): AwsAccess {
  const region = [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(
    (each) => each !== undefined && each !== '',
  );
  const stsEndpoint = [env['AWS_ENDPOINT_URL_STS'], env['AWS_ENDPOINT_URL']].find(
    (each) => each !== undefined && each !== '',
  );
  return {
    findIdentity: async (profile) => {
      // Few clusters of a person's need it, and it takes a tenth of a second to load.
      const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
      // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
      const clientConfig = { requestHandler: { httpsAgent: { rejectUnauthorized: true } } };
      return await defaultProvider(profile === null ? { clientConfig } : { profile, clientConfig })();
    },
    region: region ?? null,
    stsEndpoint,
  };
}
