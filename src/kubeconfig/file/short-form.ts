import * as z from 'zod';
import { failReading } from './failure.ts';

/** `{server, token, caData}`: all that a ServiceAccount needs, as people keep it in a secret of their own making. */
const shortFormSchema = z.strictObject({
  server: z.string(),
  token: z.string().min(1),
  /** Base64 of PEM, as in a kubeconfig, or PEM itself. */
  caData: z.string().exactOptional(),
});

/** The name that no one gave: what has it is said to have none. */
export const UNNAMED = '';

const FIELDS = 'server, token and caData';

/** A kubeconfig of one context without a name; what is not in the short form stays as it is. */
export function expandShortForm(data: unknown, object: string): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const known = ['clusters', 'contexts', 'users', 'current-context', 'apiVersion', 'kind'];
  if (known.some((key) => key in data)) return data;
  const parsed = shortFormSchema.safeParse(data);
  if (!parsed.success) {
    const hint = 'server' in data || 'token' in data ? `the short form has ${FIELDS}, as text` : null;
    throw failReading(
      hint ?? 'it has no clusters, users and contexts',
      `Store the text of a kubeconfig, or a JSON object of ${FIELDS}`,
      { object },
    );
  }
  const { server, token, caData } = parsed.data;
  const encoded = caData?.includes('-----BEGIN') === true ? Buffer.from(caData).toString('base64') : caData;
  return {
    'current-context': UNNAMED,
    clusters: [{ name: UNNAMED, cluster: { server, 'certificate-authority-data': encoded } }],
    users: [{ name: UNNAMED, user: { token } }],
    contexts: [{ name: UNNAMED, context: { cluster: UNNAMED, user: UNNAMED } }],
  };
}
