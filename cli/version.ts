import { createRequire } from 'node:module';

/** Of the package, found by its own name: its file lies elsewhere from a checkout's sources than from what was built of them. */
export function readVersion(): string {
  const file: unknown = createRequire(import.meta.url)('k8s-job-reporter/package.json');
  const version: unknown =
    typeof file === 'object' && file !== null && 'version' in file ? file.version : undefined;
  if (typeof version !== 'string') throw new Error("the package's own package.json has no version");
  return version;
}
