import type { Room } from './house-rules.ts';

/**
 * Who may import whom: the house as the README and CONTRIBUTING.md tell it. A room is a folder's own files, or one file;
 * `src/archive` is the porch of that room, `src/archive/*` its sub-rooms too. A package stands for what is below it.
 */
export const HOUSE: readonly Room[] = [
  // Every message that a reader can meet, once.
  { path: 'src/messages', imports: [] },
  { path: 'src/errors.ts', imports: [], types: ['src/messages'] },
  // Why AWS, or the way to it, did not answer.
  { path: 'src/aws-failure.ts', imports: [] },

  // What one look saw, and what changed between two; open throughout, as they have no effects.
  { path: 'src/snapshot/model', imports: ['zod'], types: ['src/messages'] },
  {
    path: 'src/snapshot/kubernetes',
    imports: ['src/snapshot/model', 'zod'],
    // What the schemas read, the API has.
    types: ['@kubernetes/client-node'],
  },
  { path: 'src/snapshot/logs', imports: ['src/snapshot/model'] },
  { path: 'src/snapshot/jobs', imports: ['src/snapshot/model', 'src/snapshot/kubernetes'] },
  { path: 'src/snapshot', imports: ['src/snapshot/*', 'zod'] },
  { path: 'src/history/difference', imports: ['src/snapshot/model'] },
  { path: 'src/history/rotation', imports: ['src/snapshot/model', 'src/snapshot/logs'] },

  { path: 'src/report/characters', imports: [] },
  { path: 'src/report/json', imports: ['src/snapshot/model', 'zod'], types: ['src/snapshot'] },
  {
    path: 'src/report/text',
    imports: [
      'src/report/characters',
      'src/snapshot',
      'src/snapshot/model',
      'src/snapshot/jobs',
      'src/history/*',
    ],
  },

  { path: 'src/config/yaml', imports: ['src/errors.ts', 'yaml'] },
  { path: 'src/config/settings', imports: ['src/errors.ts', 'zod'] },
  { path: 'src/config/schedule', imports: ['src/errors.ts', 'src/config/settings', 'zod', 'croner'] },
  {
    path: 'src/config',
    imports: [
      'src/errors.ts',
      'src/config/*',
      'src/snapshot/model',
      // A pattern that does not compile is a mistake in the file.
      'src/redaction',
      'zod',
      'yaml',
      'node:fs/promises',
    ],
  },

  // From a kubeconfig to what proves who asks: nothing is sent to a cluster.
  {
    path: 'src/kubeconfig/file',
    imports: ['src/errors.ts', 'src/snapshot/model', 'zod', 'yaml', 'node:path'],
  },
  {
    path: 'src/kubeconfig/eks',
    imports: [
      'src/aws-failure.ts',
      'src/kubeconfig/file',
      'zod',
      // A token of EKS is a signed request to STS.
      '@aws-sdk/client-sts',
      '@smithy/core',
      '@smithy/signature-v4',
      'node:util',
    ],
  },
  {
    path: 'src/kubeconfig/user',
    // A plugin may answer in YAML.
    imports: ['src/errors.ts', 'src/kubeconfig/file', 'src/kubeconfig/eks', 'zod', 'yaml'],
  },
  {
    // Only a person's machine has these.
    path: 'src/kubeconfig/local',
    imports: [
      'src/errors.ts',
      'src/kubeconfig/file',
      // Whom the machine trusts.
      'node:fs/promises',
      'node:path',
      'node:tls',
      // Plugins of a person's own kubeconfig run as kubectl runs them.
      'node:child_process',
      'node:events',
    ],
    types: ['src/kubeconfig/user', 'src/kubeconfig/eks'],
    lazily: ['@aws-sdk/credential-provider-node'],
  },
  {
    path: 'src/kubeconfig',
    imports: [
      'src/errors.ts',
      'src/kubeconfig/*',
      'zod',
      'yaml', // Where a server's name leads.
      'node:dns',
      'node:net',
      'node:fs/promises',
      'node:os',
      'node:path',
      'node:tty',
    ],
    types: ['src/snapshot/model', 'node:https'],
    // 1.25 MB that only who brings a KubeConfig of its own has loaded.
    lazily: ['@kubernetes/client-node'],
  },

  // Which parts of a line are credentials.
  { path: 'src/redaction/rules', imports: ['src/errors.ts', 're2js'] },
  // By where they stand: behind a name, in a form of their own, in a place that is known for them, across lines.
  { path: 'src/redaction/names', imports: ['src/redaction/rules'] },
  { path: 'src/redaction/forms', imports: ['src/redaction/rules'] },
  { path: 'src/redaction/places', imports: ['src/redaction/rules', 'src/redaction/names'] },
  { path: 'src/redaction/blocks', imports: ['src/redaction/rules', 'src/redaction/names'] },
  { path: 'src/redaction/masking', imports: ['src/redaction/rules'] },
  { path: 'src/redaction', imports: ['src/redaction/*', 'src/snapshot/model'] },

  // The only room that talks to Kubernetes, by GET.
  {
    path: 'src/cluster/get',
    imports: ['src/errors.ts', 'src/snapshot/model', 'zod', 'p-retry', 'node:timers/promises'],
    types: ['src/kubeconfig', 'undici'],
  },
  {
    path: 'src/cluster/connection',
    imports: [
      'src/errors.ts',
      'src/cluster/get',
      'src/kubeconfig',
      'undici',
      // A check tells a name that is wrong from a way that is shut.
      'node:dns',
      'node:events',
      'node:net',
      'node:tls',
      // Proxies: by CONNECT, and by SOCKS5.
      'node:http',
    ],
    lazily: ['socks'],
    types: ['src/snapshot/model'],
  },
  {
    path: 'src/cluster/lists',
    imports: ['src/cluster/get', 'src/snapshot', 'src/snapshot/*', 'zod'],
    types: ['src/cluster/connection'],
  },
  {
    path: 'src/cluster/logs',
    imports: ['src/cluster/get', 'src/snapshot/model', 'src/snapshot/logs'],
    types: ['src/cluster/connection', 'src/redaction'],
  },
  {
    path: 'src/cluster',
    imports: [
      'src/errors.ts',
      'src/cluster/*',
      'src/kubeconfig',
      'src/redaction',
      'src/snapshot',
      'src/snapshot/*',
      'zod',
      'yaml',
    ],
  },

  // Where reports live.
  { path: 'src/archive/objects', imports: ['src/snapshot/model', 'node:crypto'] },
  {
    path: 'src/archive/lookup',
    imports: ['src/errors.ts', 'src/archive/objects', 'src/snapshot/model', 'fastest-levenshtein', 'p-limit'],
  },
  {
    path: 'src/archive/folder',
    types: ['src/messages'],
    imports: [
      'src/errors.ts',
      'src/archive/objects',
      'src/snapshot/model',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:util',
    ],
    lazily: ['node:sqlite'],
  },
  {
    path: 'src/archive/s3',
    types: ['src/messages'],
    imports: [
      'src/errors.ts',
      'src/aws-failure.ts',
      'src/archive/objects',
      'src/snapshot/model',
      '@aws-sdk/client-s3',
      '@aws-sdk/credential-provider-node',
      // A large body is sent within the SDK's retries.
      '@smithy/core',
      'node:http',
      'node:https',
      'node:crypto',
      'node:stream',
      'node:zlib',
    ],
  },
  {
    path: 'src/archive',
    imports: ['src/errors.ts', 'src/archive/*', 'src/snapshot/model', 'p-limit', 'node:timers/promises'],
  },

  // One run of one target, the whole way.
  {
    path: 'src/reporter.ts',
    imports: [
      'src/archive',
      'src/archive/objects',
      'src/archive/lookup',
      'src/report/*',
      'src/history/*',
      'src/snapshot/model',
      'node:timers/promises',
    ],
    types: ['src/cluster', 'src/redaction'],
  },
  {
    path: 'src/run-summary.ts',
    imports: ['src/archive/objects', 'src/snapshot/model'],
    types: ['src/archive', 'src/reporter.ts'],
  },

  // A program's door: D32's words, and the index.ts of each entry of the package, which nothing of the house imports.
  {
    path: 'src/k8s-job-monitor.ts',
    imports: [
      'src/cluster',
      'src/config',
      'src/config/settings',
      'src/kubeconfig',
      'src/redaction',
      'zod',
      'node:tty',
    ],
    types: ['src/snapshot/model'],
  },
  {
    path: 'src/monitor-report.ts',
    imports: ['src/errors.ts', 'src/report/*', 'src/snapshot', 'src/snapshot/model', 'zod'],
  },
  ...['src', 'src/archive', 'src/history', 'src/kubeconfig', 'src/report'].map((folder) => ({
    path: `${folder}/index.ts`,
    imports: ['src', 'src/*', 'src/archive/*', 'src/history/*', 'src/report/*', 'src/snapshot/*'],
  })),

  // A schedule's door.
  {
    path: 'lambda/kubeconfig',
    imports: [
      'src/errors.ts',
      'src/aws-failure.ts',
      '@aws-sdk/client-secrets-manager',
      '@aws-sdk/client-ssm',
    ],
    types: ['src/config', 'src/kubeconfig'],
  },
  {
    path: 'lambda/telemetry',
    imports: ['src/archive', 'src/errors.ts', '@aws-lambda-powertools'],
    types: ['src/run-summary.ts'],
  },
  {
    path: 'lambda',
    imports: [
      'lambda/*',
      'src/errors.ts',
      'src/archive',
      'src/archive/objects',
      'src/archive/s3',
      'src/cluster',
      'src/config',
      'src/config/settings',
      'src/redaction',
      'src/reporter.ts',
      'src/run-summary.ts',
      'src/snapshot/model',
      '@aws-sdk/credential-provider-env',
      'zod',
      'node:fs',
      'node:path',
    ],
    types: ['src/kubeconfig', '@aws-sdk/client-s3'],
  },

  // A person's door. Siblings never import each other; only `live` takes `look`.
  {
    path: 'cli/terminal',
    imports: ['src/report/characters', 'node:util'],
    types: ['src/snapshot/model'],
  },
  {
    path: 'cli/command',
    imports: ['cli/terminal', 'src/errors.ts', 'commander', 'fastest-levenshtein'],
    types: ['zod'],
  },
  {
    path: 'cli/look',
    imports: [
      'cli/terminal',
      'cli/command',
      'src/errors.ts',
      'src/archive',
      'src/archive/objects',
      'src/cluster',
      'src/config',
      'src/config/settings',
      'src/kubeconfig',
      'src/redaction',
      'src/report/*',
      'src/reporter.ts',
      'src/snapshot/*',
      'commander',
      'zod',
      'node:crypto',
    ],
  },
  {
    path: 'cli/live',
    imports: [
      'cli/terminal',
      'cli/command',
      'cli/look',
      'src/errors.ts',
      'src/archive',
      'src/archive/objects',
      'src/cluster',
      'src/config',
      'src/kubeconfig',
      'src/redaction',
      'src/history/*',
      'src/report/*',
      'src/snapshot/model',
      'commander',
      'node:timers/promises',
    ],
    lazily: ['demo'],
  },
  {
    path: 'cli/archive',
    imports: [
      'cli/terminal',
      'cli/command',
      'src/errors.ts',
      'src/archive',
      'src/archive/objects',
      'src/archive/lookup',
      'node:events',
      'src/history/*',
      'src/report/*',
      'src/snapshot/model',
      'commander',
    ],
  },
  {
    path: 'cli/setup',
    imports: [
      'cli/terminal',
      'cli/command',
      'src/errors.ts',
      'src/cluster',
      'src/config',
      'src/kubeconfig',
      'commander',
    ],
  },
  {
    path: 'cli',
    imports: ['cli/terminal', 'cli/command', 'commander', 'node:module'],
    // A command is read when it is typed.
    lazily: ['cli/*'],
  },

  // What is deployed.
  {
    path: 'infra/bundle',
    imports: ['src/errors.ts', 'aws-cdk-lib', 'esbuild', 'zod', 'node:fs', 'node:module', 'node:path'],
  },
  // What scanners are told of it.
  { path: 'infra/checks', imports: ['aws-cdk-lib', 'constructs', 'zod'] },
  {
    path: 'infra/targets',
    imports: ['src/errors.ts', 'src/config', 'src/config/*', 'aws-cdk-lib', 'constructs', 'zod'],
  },
  {
    path: 'infra/schedules',
    imports: [
      'infra/checks',
      'infra/targets',
      'src/errors.ts',
      'src/config',
      'src/config/*',
      'aws-cdk-lib',
      'constructs',
    ],
  },
  {
    path: 'infra/alarms',
    imports: [
      'infra/checks',
      'infra/targets',
      'infra/schedules',
      'src/errors.ts',
      'src/config',
      'src/config/*',
      'aws-cdk-lib',
      'constructs',
    ],
  },
  {
    path: 'infra/function',
    imports: [
      'infra/checks',
      'infra/bundle',
      'infra/targets',
      'infra/schedules',
      'src/errors.ts',
      'src/config',
      'src/archive/objects',
      'aws-cdk-lib',
      'constructs',
      'node:fs',
      'node:os',
      'node:path',
    ],
  },
  {
    path: 'infra',
    imports: [
      'infra/*',
      'src/errors.ts',
      'src/config',
      'src/archive/objects',
      'aws-cdk-lib',
      'cdk-nag',
      'constructs',
    ],
  },

  {
    // The library's documentation: programs of somebody else.
    path: 'docs/library',
    isOpen: true,
    imports: [
      'k8s-job-reporter',
      '@kubernetes/client-node',
      'node:crypto',
      'node:fs/promises',
      'node:timers/promises',
    ],
  },

  // An embedded cluster that answers as a recorded one did.
  { path: 'demo/state', imports: ['zod', 'node:crypto', 'node:fs/promises'] },
  { path: 'demo/api/answers', imports: [] },
  { path: 'demo/api/selectors', imports: ['demo/api/answers', 'demo/state'] },
  { path: 'demo/api', imports: ['demo/api/*', 'demo/state', 'zod'] },
  { path: 'demo/movement', imports: ['demo/state', 'zod'], types: ['demo/api'] },
  {
    path: 'demo/wire',
    imports: [
      'demo/api',
      'demo/api/answers',
      'pkijs',
      'asn1js',
      'node:crypto',
      'node:events',
      'node:http',
      'node:https',
      'node:net',
      'node:stream',
      'node:timers/promises',
      'node:tls',
    ],
  },
  { path: 'demo', imports: ['demo/*'] },

  {
    // It measures the inside.
    path: 'bench',
    isOpen: true,
    imports: [
      'src',
      'demo',
      // The function's bundle is measured as it is deployed.
      'infra/bundle',
      'scripts/build-function.ts',
      // Not to be built twice: they stand for S3 and Secrets Manager here as well.
      'test/doubles',
      'esbuild',
      '@kubernetes/client-node',
      'commander',
      'd3-array',
      'd3-scale',
      'd3-shape',
      'markdown-table',
      'p-limit',
      'undici',
      'yaml',
      'zod',
      'node:child_process',
      'node:crypto',
      'node:diagnostics_channel',
      'node:events',
      'node:fs',
      'node:module',
      'node:net',
      'node:os',
      'node:path',
      'node:stream',
      'node:url',
      'node:zlib',
    ],
  },
  {
    path: 'scripts',
    isOpen: true,
    imports: [
      'src',
      // What the redaction is scored by.
      'test/redaction/corpus',
      'cli/command-table.ts',
      'infra/bundle',
      'esbuild',
      'zod',
      'node:child_process',
      'node:fs',
      'node:module',
      'node:os',
      'node:path',
    ],
  },
  // What a user may copy: it knows the package as it is installed.
  { path: 'examples', imports: ['aws-cdk-lib', 'k8s-job-reporter'] },
];
