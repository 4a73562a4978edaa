import { stringify } from 'yaml';
import * as z from 'zod';
import { ConfigurationError } from '../errors.ts';

const NOT_FILLED = 'not there yet: Kubernetes fills it a moment after the Secret is made';
const base64 = z.base64(NOT_FILLED).min(1, NOT_FILLED);

/** https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets */
const tokenSecret = z.object({
  kind: z.literal('Secret', 'a Secret'),
  type: z.literal('kubernetes.io/service-account-token', 'kubernetes.io/service-account-token'),
  data: z.object({ token: base64, 'ca.crt': base64 }, NOT_FILLED),
});

type TokenSecret = z.infer<typeof tokenSecret>;

const NAME = 'k8s-job-reporter';

/** The kubeconfig, as YAML, of the ServiceAccount that the token Secret is of. */
export function writeReaderKubeconfig({ data }: TokenSecret, server: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': NAME,
    clusters: [{ name: NAME, cluster: { server, 'certificate-authority-data': data['ca.crt'] } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME } }],
    users: [{ name: NAME, user: { token: Buffer.from(data.token, 'base64').toString('utf8') } }],
  });
}

/**
 * Reads what `kubectl get secret … -o json` printed. Throws a `ConfigurationError` that names what the Secret lacks, and
 * quotes nothing of it.
 */
export function parseTokenSecret(text: string): TokenSecret {
  const parsed = tokenSecret.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'the whole'}: ${message}`,
  );
  throw refuse(faults.join('; '));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(text.trim() === '' ? 'nothing came on stdin' : 'it is not JSON');
  }
}

function refuse(why: string): ConfigurationError {
  return new ConfigurationError({
    code: 'SETTINGS_INVALID',
    attempted: 'reading',
    object: "the ServiceAccount's token Secret",
    why,
    advice:
      'Pipe it in: kubectl get secret -n k8s-job-reporter k8s-job-reporter-token -o json | job-reporter kubeconfig',
  });
}
