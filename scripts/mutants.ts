import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// Changes the code of one folder in small ways and tells which changes no test of its room notices: docs/tests.md.
// https://stryker-mutator.io/docs/stryker-js/introduction/

const [folder = '', ...options] = process.argv.slice(2);
if (!/^(?:src|cli|lambda|infra)\b/.test(folder) || !existsSync(folder)) {
  process.stderr.write('Name a folder of the source: npm run mutants -- src/redaction\n');
  process.exit(1);
}
const [top = '', room = ''] = folder.split('/');
const tests = `test/${top === 'src' ? room : top}/**/*.test.ts`;
const { status } = spawnSync('stryker', ['run', '--mutate', `${folder}/**/*.ts`, ...options], {
  stdio: 'inherit',
  env: { ...process.env, MUTANTS_TESTS: tests },
});
process.exitCode = status ?? 1;
