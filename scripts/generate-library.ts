import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
export const LIBRARY_FILE = join(ROOT, 'docs/library.md');

/** What each entry of the package is made of, and for whom. */
const ENTRIES = [
  [
    'k8s-job-reporter',
    'src/index.ts',
    'a look, its report as text and JSON, one run of one target, the errors',
  ],
  [
    'k8s-job-reporter/archive',
    'src/archive/index.ts',
    'where reports live: a folder, S3, or an archive of your own',
  ],
  ['k8s-job-reporter/report', 'src/report/index.ts', 'reports in pieces or in a line, differences in words'],
  ['k8s-job-reporter/history', 'src/history/index.ts', 'what becomes of Jobs from report to report'],
  [
    'k8s-job-reporter/kubeconfig',
    'src/kubeconfig/index.ts',
    'the kubeconfig as a KubeConfig of @kubernetes/client-node',
  ],
  ['k8s-job-reporter/lambda', 'lambda/index.ts', 'the function’s handler, as it is deployed'],
  ['k8s-job-reporter/cdk', 'infra/index.ts', 'the stack as a construct; needs aws-cdk-lib and constructs'],
] as const;

const INTRODUCTION = `# The library

<!-- npm run generate writes this file from docs/library/*.ts, which the tests compile and run against the built package. -->

\`npm i k8s-job-reporter\`; Node.js 22.19 or later, ES modules, with types. Nothing is read before it is asked for; what a cluster, a
network or a kubeconfig does to a look stands in the snapshot, and nothing of it is thrown. What a program does wrong is: a \`ReporterError\`
with a stable \`code\`.
`;

/** The library's documentation, made of its programs. */
export function writeLibrary(): string {
  return [INTRODUCTION, writeEntries(), ...listPrograms().map(writeProgram)].join('\n');
}

function writeEntries(): string {
  const rows = ENTRIES.map(([name, file, purpose]) => {
    const values = listValues(readFileSync(join(ROOT, file), 'utf8'));
    return `| \`${name}\` | ${purpose} | ${values.join(', ')} |`;
  });
  return [
    '| import from | for | what, besides the types |',
    '|---|---|---|',
    ...rows,
    '| `k8s-job-reporter/lambda/bundle` | the one file of the function, to upload; `import.meta.resolve` tells where it lies | |',
    '| `k8s-job-reporter/schema/*.json` | JSON Schemas of the report and of `reporter.yaml` | |',
    '',
  ].join('\n');
}

/** What an index.ts names, one by one, but for its types: `export { a, type B } from`. */
function listValues(index: string): readonly string[] {
  const names = [...index.matchAll(/^export \{([^}]*)\} from/gm)].flatMap(([, list = '']) => list.split(','));
  return names
    .map((each) => each.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .toSorted();
}

function listPrograms(): readonly string[] {
  return globSync('docs/library/*.ts', { cwd: ROOT }).toSorted();
}

/** A program's first line says what it is for. */
function writeProgram(path: string): string {
  const [, comment, program] = /^\/\/ ([^\n]*)\n(.*)$/s.exec(readFileSync(join(ROOT, path), 'utf8')) ?? [];
  if (comment === undefined || program === undefined)
    throw new Error(`${path} does not begin with a line that says what it is for`);
  const name = path.replace(/^.*\/(?:\d+-)?|\.ts$/g, '').replaceAll('-', ' ');
  const title = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  return [`## ${title}`, '', comment, '', `\`\`\`ts\n${program.trim()}\n\`\`\``, ''].join('\n');
}

if (import.meta.main) writeFileSync(LIBRARY_FILE, writeLibrary());
