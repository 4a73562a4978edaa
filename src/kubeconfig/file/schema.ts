import * as z from 'zod';

/** YAML 1.1 reads these as booleans, as kubectl does; YAML 1.2 reads text. https://yaml.org/type/bool.html */
const YAML_1_1_BOOLEANS: ReadonlyMap<unknown, boolean> = new Map([
  ...['yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y'].map((word) => [word, true] as const),
  ...['no', 'No', 'NO', 'off', 'Off', 'OFF', 'n', 'N'].map((word) => [word, false] as const),
]);

/** A name that looks like a number is none to kubectl either, and what it looked like before YAML read it is lost. */
const word = z.string({
  error: ({ input }) =>
    ['number', 'boolean', 'bigint'].includes(typeof input)
      ? `text is expected, and this reads as a ${typeof input}: put it in quotes`
      : undefined,
});
const text = word.nullish();
const boolean = z.preprocess((value) => YAML_1_1_BOOLEANS.get(value) ?? value, z.boolean().nullish());

// The file's shape: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
const extensionSchema = z.object({ name: text, extension: z.unknown() });

const clusterSchema = z.object({
  server: word,
  'certificate-authority-data': text,
  'certificate-authority': text,
  'tls-server-name': text,
  'insecure-skip-tls-verify': boolean,
  'proxy-url': text,
  extensions: z.array(extensionSchema.nullable()).nullish(),
});

const execSchema = z.object({
  apiVersion: text,
  command: word,
  args: z.array(word).nullish(),
  env: z.array(z.object({ name: word, value: word })).nullish(),
  installHint: text,
  provideClusterInfo: boolean,
  interactiveMode: z.enum(['Never', 'IfAvailable', 'Always']).nullish(),
});

const userSchema = z
  .object({
    token: text,
    tokenFile: text,
    'client-certificate-data': text,
    'client-certificate': text,
    'client-key-data': text,
    'client-key': text,
    username: text,
    password: text,
    exec: execSchema.nullish(),
    'auth-provider': z.object({ name: word }).nullish(),
    as: text,
    'as-uid': text,
    'as-groups': z.array(word).nullish(),
    'as-user-extra': z.record(z.string(), z.array(word)).nullish(),
  })
  .nullish();

const contextSchema = z.object({ cluster: word, user: text, namespace: text });

const list = z.array(z.unknown()).nullish();

/** The file around its entries: each of these is judged by itself, as a bad one that nobody uses spoils none. */
export const fileSchema = z.object({ 'current-context': text, clusters: list, users: list, contexts: list });

export const clusterEntry = z.object({ name: word, cluster: clusterSchema });
export const userEntry = z.object({ name: word, user: userSchema });
export const contextEntry = z.object({ name: word, context: contextSchema });

export type EntryKind = 'clusters' | 'users' | 'contexts';

/** An entry that cannot be understood, and why, in words that quote nothing of it. */
export interface BadEntry {
  readonly kind: EntryKind;
  /** Null: that cannot be understood either. */
  readonly name: string | null;
  readonly why: string;
  /** The file that it stands in, as messages call it. */
  readonly object: string;
}

export interface Kubeconfig {
  readonly 'current-context': string | null | undefined;
  readonly clusters: readonly z.infer<typeof clusterEntry>[];
  readonly users: readonly z.infer<typeof userEntry>[];
  readonly contexts: readonly z.infer<typeof contextEntry>[];
  readonly bad: readonly BadEntry[];
}

export type KubeconfigCluster = z.infer<typeof clusterSchema>;
export type KubeconfigUser = NonNullable<z.infer<typeof userSchema>>;
export type KubeconfigExec = z.infer<typeof execSchema>;

/** To kubectl an empty field is one that is not there. */
export function isGiven(field: string | null | undefined): field is string {
  return field != null && field !== '';
}
