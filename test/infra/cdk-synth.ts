import { readdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { runNode, type ChildOutcome } from './child-process.ts';
import { deployTemplate, type DeployedTemplate } from './deployed-template.ts';
import { findResource } from './synthesized-stack.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Nothing answers there. */
const NOWHERE = 'http://127.0.0.1:9';

/** Runs `cdk synth` into a folder, on a machine without AWS credentials from which nothing can be reached. */
export async function runCdkSynth(output: string, ...args: readonly string[]): Promise<ChildOutcome> {
  const cdk = join(ROOT, 'node_modules/aws-cdk/bin/cdk');
  return await runNode([cdk, 'synth', '--quiet', '--output', output, ...args], {
    cwd: ROOT,
    env: {
      PATH: [join(ROOT, 'node_modules/.bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      HOME: dirname(output),
      HTTP_PROXY: NOWHERE,
      HTTPS_PROXY: NOWHERE,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
}

export async function readTemplate(output: string, stack: string): Promise<DeployedTemplate> {
  const text = await readFile(join(output, `${stack}.template.json`), 'utf8');
  return deployTemplate(JSON.parse(text));
}

/** The folder that becomes `/var/task`. */
export async function findBundle(output: string, stack: string): Promise<string> {
  const { metadata } = findResource(await readTemplate(output, stack), 'AWS::Lambda::Function');
  return join(output, z.object({ 'aws:asset:path': z.string() }).parse(metadata)['aws:asset:path']);
}

export async function listTemplates(output: string): Promise<readonly string[]> {
  const files = await readdir(output).catch(() => []);
  return files.filter((file) => file.endsWith('.template.json'));
}
