import type { Problem } from '../../snapshot/model/problem.ts';
import { refuseCredentials } from './failure.ts';
import type { ClusterAccess } from './access.ts';

const GIVE_CA = 'Put the certificate authority of the cluster into certificate-authority-data';

/**
 * What a report must say of a server whose certificate nobody checks; nothing of any other. Throws a `ConfigurationError`
 * where that is not allowed.
 */
export function checkTrust(
  { cluster, context, server }: ClusterAccess,
  allowInsecureTls: boolean,
): readonly Problem[] {
  if (cluster['insecure-skip-tls-verify'] !== true) return [];
  const hasAuthority = [cluster['certificate-authority-data'], cluster['certificate-authority']].some(
    (each) => each != null && each !== '',
  );
  if (hasAuthority) {
    const why =
      'its cluster has a certificate authority and insecure-skip-tls-verify, of which kubectl takes one';
    throw refuseCredentials(context, why, 'Remove insecure-skip-tls-verify');
  }
  if (!allowInsecureTls) {
    throw refuseCredentials(
      context,
      'insecure-skip-tls-verify would trust whoever answers',
      `${GIVE_CA}, or allow it by insecureSkipTlsVerify of the target`,
    );
  }
  return [
    {
      code: 'TLS_NOT_VERIFIED',
      attempted: 'connecting to',
      object: server.href,
      why: 'nobody checked its certificate: insecure-skip-tls-verify. Whoever stands in between can read the credentials, and can have made up this report',
      advice: GIVE_CA,
      count: 1,
      httpStatus: null,
      allowedBy: null,
    },
  ];
}
