import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const packageSchema = z.object({
  name: z.literal('k8s-job-reporter'),
  version: z.string(),
  repository: z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)]).optional(),
});

/**
 * Where docs/runbook.md of this very version is read: the alarms of a stack must not tell what a later version does. Where the package
 * names no repository, the file and the version in words.
 */
export function findRunbook(folder = import.meta.dirname): string {
  const { version, repository } = readPackage(folder);
  const page = repository === undefined ? null : findPage(repository);
  return page === null ? `docs/runbook.md of version ${version}` : `${page}/blob/v${version}/docs/runbook.md`;
}

/** `git+https://github.com/owner/name.git` as a browser takes it. */
function findPage(repository: string): string | null {
  const [, place] = /^(?:git\+)?https:\/\/(.+?)(?:\.git)?$/.exec(repository) ?? [];
  return place === undefined ? null : `https://${place}`;
}

/** Of the package that this file is in: in a checkout two folders up, where it is built three. */
function readPackage(folder: string): z.infer<typeof packageSchema> {
  const file = ['../..', '../../..'].map((up) => join(folder, up, 'package.json')).find(existsSync);
  if (file === undefined) throw new Error(`no package.json above ${folder}`);
  return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
