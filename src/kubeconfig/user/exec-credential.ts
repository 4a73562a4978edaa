import { parse } from 'yaml';
import * as z from 'zod';
import { failCredentials, quoteName, refuseCredentials } from '../file/failure.ts';
import { isGiven, type KubeconfigExec } from '../file/schema.ts';
import type { ClusterAccess } from '../file/access.ts';

// https://kubernetes.io/docs/reference/config-api/client-authentication.v1/
const VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const CLUSTER_EXTENSION = 'client.authentication.k8s.io/exec';

/** A plugin's command, as it is to be run: without a shell. */
export interface PluginCall {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly interactiveMode: 'Never' | 'IfAvailable' | 'Always';
  readonly installHint: string | null;
  /** The value of KUBERNETES_EXEC_INFO; `interactive`: whether the plugin has a terminal to ask at. */
  readonly describeExecInfo: (interactive: boolean) => string;
  /** The plugin's answer, from what it printed. Throws a `ReporterError` that does not quote it. */
  readonly readAnswer: (output: string) => PluginAnswer;
}

/** Secret: never log it. */
export interface PluginAnswer {
  readonly token: string | null;
  readonly certificate: Buffer | null;
  readonly key: Buffer | null;
  readonly expiresAt: Date | null;
}

/** Runs a plugin, or keeps what it said until that expires. `refresh`: what it said was refused. Rejects with a `ReporterError`. */
export type RunPlugin = (
  call: PluginCall,
  options: { readonly refresh: boolean; readonly now: Date },
) => Promise<PluginAnswer>;

/** What kubectl would run, and tell it. Throws a `ConfigurationError`. */
export function describePluginCall(
  access: ClusterAccess,
  exec: KubeconfigExec,
  ca: Buffer | null,
): PluginCall {
  const { apiVersion } = exec;
  if (apiVersion == null || !VERSIONS.includes(apiVersion)) {
    throw refuseCredentials(
      access.context,
      `its plugin ${quoteName(exec.command)} has an apiVersion that kubectl does not know either`,
      `It should be one of: ${VERSIONS.join(', ')}`,
    );
  }
  const cluster = exec.provideClusterInfo === true ? { cluster: describeCluster(access, ca) } : {};
  return {
    command: exec.command,
    args: exec.args ?? [],
    env: exec.env ?? [],
    interactiveMode: exec.interactiveMode ?? 'IfAvailable',
    installHint: exec.installHint ?? null,
    describeExecInfo: (interactive) =>
      JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { ...cluster, interactive } }),
    readAnswer: (output) => readAnswer(output, exec.command, apiVersion),
  };
}

function describeCluster({ cluster }: ClusterAccess, ca: Buffer | null): object {
  const config = cluster.extensions?.find((each) => each?.name === CLUSTER_EXTENSION)?.extension;
  const fields = {
    server: cluster.server,
    'tls-server-name': cluster['tls-server-name'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
    'certificate-authority-data': ca?.toString('base64'),
    'proxy-url': cluster['proxy-url'],
    config,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null && value !== ''));
}

const answerSchema = z.object({
  apiVersion: z.string(),
  kind: z.literal('ExecCredential'),
  status: z.object({
    token: z.string().nullish(),
    clientCertificateData: z.string().nullish(),
    clientKeyData: z.string().nullish(),
    expirationTimestamp: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .nullish(),
  }),
});

function readAnswer(output: string, command: string, apiVersion: string): PluginAnswer {
  const fail = (why: string) =>
    failCredentials(
      'asking',
      `the plugin ${quoteName(command)}`,
      why,
      'Run it by hand to see what it prints',
    );
  const parsed = answerSchema.safeParse(parseOutput(output));
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.map(String).join('.') || 'the whole');
    throw fail(`what it printed is not an ExecCredential (${fields.join(', ')})`);
  }
  const { status } = parsed.data;
  if (parsed.data.apiVersion !== apiVersion)
    throw fail('it answered in another apiVersion than it was asked in');
  // An empty field is none: https://github.com/kubernetes/client-go/blob/v0.36.0/plugin/pkg/client/auth/exec/exec.go
  const [token, certificate, key] = [status.token, status.clientCertificateData, status.clientKeyData].map(
    (field) => (isGiven(field) ? field : null),
  );
  if ((certificate == null) !== (key == null)) {
    throw fail('it gave a certificate without its key, or a key without its certificate');
  }
  if (token == null && certificate == null) throw fail('it gave neither a token nor a certificate');
  return {
    token: token ?? null,
    certificate: certificate == null ? null : Buffer.from(certificate),
    key: key == null ? null : Buffer.from(key),
    expiresAt: status.expirationTimestamp ?? null,
  };
}

/** In JSON or YAML, as kubectl reads it; undefined where it is neither: words are YAML too, of no kind. */
function parseOutput(output: string): unknown {
  try {
    const value: unknown = parse(output, { logLevel: 'silent' });
    return typeof value === 'object' && value !== null && 'kind' in value ? value : undefined;
  } catch {
    return undefined;
  }
}
