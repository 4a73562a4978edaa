import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { buildPackage } from '../../scripts/build.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const packageSchema = z.looseObject({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
  exports: z.record(z.string(), z.union([z.string(), z.object({ types: z.string(), default: z.string() })])),
});

/** A folder with a program's package.json, into which the package was installed as npm packs it. */
export interface Consumer {
  readonly folder: string;
  /** `node_modules/k8s-job-reporter` of it. */
  readonly installed: string;
  readonly packageFile: z.infer<typeof packageSchema>;
}

/**
 * Builds and packs the package, and installs it without a network: beside it lie the packages that it declares, and no other.
 * Their own dependencies are found where they really are.
 */
export async function installPackage(): Promise<Consumer> {
  await buildPackage();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reporter-consumer-')));
  const installed = join(folder, 'node_modules/k8s-job-reporter');
  mkdirSync(installed, { recursive: true });
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], ROOT);
  const packed = packageSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const file = join(folder, `k8s-job-reporter-${packed.version}.tgz`);
  run('tar', ['-xzf', file, '-C', installed, '--strip-components=1'], folder);
  const packageFile = packageSchema.parse(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')));
  const { dependencies, peerDependencies } = packageFile;
  // What every program in TypeScript for Node.js has.
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), '@types/node'])
    link(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  writeFileSync(join(folder, 'package.json'), '{"name": "consumer", "private": true, "type": "module"}');
  return { folder, installed, packageFile };
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
