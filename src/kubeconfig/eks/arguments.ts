import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

export interface EksArguments {
  readonly clusterId: string;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly roleArn: string | undefined;
  readonly sessionName: string | undefined;
  readonly externalId: string | undefined;
}

const LONGEST_NAME = 60;
const word = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** https://docs.aws.amazon.com/cli/latest/reference/eks/get-token.html and the CLI's own options that change no token. */
const AWS_OPTIONS = {
  region: word,
  profile: word,
  output: word,
  color: word,
  'cli-connect-timeout': word,
  'cli-read-timeout': word,
  'no-cli-pager': flag,
  'no-cli-auto-prompt': flag,
  debug: flag,
  'cluster-name': word,
  'cluster-id': word,
  'role-arn': word,
  // What `aws eks update-kubeconfig --role-arn` writes: the CLI takes any beginning of an option that is clear.
  // https://github.com/aws/aws-cli/blob/v2/awscli/customizations/eks/update_kubeconfig.py
  role: word,
  'session-name': word,
} as const satisfies ParseArgsOptionsConfig;

/** https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/cmd/aws-iam-authenticator/token.go */
const AUTHENTICATOR_OPTIONS = {
  'cluster-id': { type: 'string', short: 'i' },
  role: { type: 'string', short: 'r' },
  'external-id': { type: 'string', short: 'e' },
  'session-name': { type: 'string', short: 's' },
  region: word,
  // Both are about files and flags of the plugin's own: the token is the same.
  cache: flag,
  'token-only': flag,
} as const satisfies ParseArgsOptionsConfig;

/**
 * The arguments of `aws eks get-token` or `aws-iam-authenticator token`, in all their spellings. Null: another command.
 * A text: what of them is not understood.
 */
export function readEksArguments(command: string, args: readonly string[]): EksArguments | string | null {
  const program = /([^/\\]+?)(?:\.(?:exe|cmd))?$/i.exec(command)?.[1];
  if (program === 'aws') return readAws(args);
  if (program === 'aws-iam-authenticator' || program === 'heptio-authenticator-aws')
    return readAuthenticator(args);
  return null;
}

function readAws(args: readonly string[]): EksArguments | string | null {
  const { word: get, positionals, strange } = read(args, AWS_OPTIONS);
  if (!positionals.join(' ').includes('eks get-token')) return null;
  if (strange !== null) return strange;
  if (positionals.length > 2) return 'of what stands beside its options';
  const [name, id] = [get('cluster-name'), get('cluster-id')];
  if (name !== undefined && id !== undefined) return 'of --cluster-name beside --cluster-id';
  const clusterId = name ?? id ?? '';
  if (clusterId === '') return 'of no --cluster-name';
  return {
    clusterId,
    region: get('region'),
    profile: get('profile'),
    roleArn: get('role-arn') ?? get('role'),
    sessionName: get('session-name'),
    externalId: undefined,
  };
}

function readAuthenticator(args: readonly string[]): EksArguments | string | null {
  const { word: get, positionals, strange } = read(args, AUTHENTICATOR_OPTIONS);
  if (!positionals.includes('token')) return null;
  if (strange !== null) return strange;
  if (positionals.length > 1) return 'of what stands beside its options';
  const clusterId = get('cluster-id') ?? '';
  if (clusterId === '') return 'of no -i';
  return {
    clusterId,
    region: get('region'),
    profile: undefined,
    roleArn: get('role'),
    sessionName: get('session-name'),
    externalId: get('external-id'),
  };
}

function read<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const texts = new Map<string, unknown>(Object.entries(values));
  const strange = tokens.find((token) => token.kind === 'option' && !isKnown(token, options));
  return {
    word: (name: keyof T & string) => {
      const value = texts.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    positionals,
    strange: strange?.kind === 'option' ? `of its option ${strange.rawName.slice(0, LONGEST_NAME)}` : null,
  };
}

function isKnown(
  token: { readonly name: string; readonly value?: string | undefined },
  options: ParseArgsOptionsConfig,
): boolean {
  const option = options[token.name];
  if (option === undefined) return false;
  return (option.type === 'string') === (token.value !== undefined);
}
