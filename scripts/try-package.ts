import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

// What a person does who finds the package: npm i and the demo, in an empty folder, on each Node.js named; on this one else.
// `npm run try:package -- 22.19.0 24.21.0 26.10.0`

const ROOT = join(import.meta.dirname, '..');
const MEGABYTE = 1_000_000;

/** The npm that runs this script, on the Node.js that is tried. */
function runNpm(node: string, words: readonly string[], cwd: string): string {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('npm run try:package is how to start it');
  const { status, stdout, stderr } = spawnSync(node, [npm, ...words], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  if (status !== 0) throw new Error(`npm ${words.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

function pack(folder: string): string {
  runNpm(process.execPath, ['pack', '--silent', '--pack-destination', folder], ROOT);
  const [file] = globSync('*.tgz', { cwd: folder });
  if (file === undefined) throw new Error('npm pack made no file');
  return join(folder, file);
}

/** The Node.js of a version, from the registry, under its own name in a folder of its own. */
function fetchNode(version: string, folder: string): string {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = join(folder, `node-${version}`);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{"private": true}');
  runNpm(process.execPath, ['install', '--no-audit', '--no-fund', '--silent', `${name}@${version}`], home);
  const [program] = globSync(`node_modules/${name}/bin/node*`, { cwd: home });
  if (program === undefined) throw new Error(`${name}@${version} brought no Node.js`);
  const own = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  cpSync(join(home, program), own);
  return own;
}

function tryPackage(file: string, node: string, folder: string): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const start = performance.now();
  runNpm(node, ['install', '--no-audit', '--no-fund', file], folder);
  const installed = performance.now();
  const report = runNpm(node, ['exec', '--', 'job-reporter', 'demo'], folder);
  const ended = performance.now();
  if (!report.includes('[D32_K8S_MONITOR] END OF SNAPSHOT')) throw new Error(`the demo printed:\n${report}`);
  const files = globSync('node_modules/**/*', { cwd: folder, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  const packages = globSync(
    [
      'node_modules/*/package.json',
      'node_modules/@*/*/package.json',
      'node_modules/**/node_modules/*/package.json',
    ],
    { cwd: folder },
  );
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  process.stdout.write(
    `Node.js ${version}: installed in ${wordSeconds(installed - start)}, the demo took ${wordSeconds(ended - installed)}; ` +
      `${packages.length} packages, ${Math.round(bytes / MEGABYTE)} MB\n`,
  );
}

function wordSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

const folder = mkdtempSync(join(tmpdir(), 'job-reporter-try-'));
try {
  const file = pack(folder);
  const versions = process.argv.slice(2);
  const programs =
    versions.length === 0 ? [process.execPath] : versions.map((version) => fetchNode(version, folder));
  for (const [index, node] of programs.entries()) tryPackage(file, node, join(folder, `try-${index}`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
