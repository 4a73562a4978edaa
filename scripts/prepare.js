// Plain JavaScript: npm runs it after every npm ci, on whatever Node.js there is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const why = findHindrance();
if (why === null) {
  const build = fileURLToPath(new URL('build.ts', import.meta.url));
  process.exitCode = spawnSync(process.execPath, [build], { stdio: 'inherit' }).status ?? 1;
} else {
  process.stderr.write(`k8s-job-reporter is not built: ${why}. npm run build does it then.\n`);
  // A checkout may be without; what is packed or published may not.
  process.exitCode = ['pack', 'publish'].includes(process.env['npm_command'] ?? '') ? 1 : 0;
}

function findHindrance() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 19))
    return `that takes Node.js 22.19 or later, and this is ${process.versions.node}`;
  if (!existsSync(new URL('../node_modules/typescript/package.json', import.meta.url)))
    return 'the development dependencies, which npm ci installs unless it is told --omit=dev, are not here';
  return null;
}
