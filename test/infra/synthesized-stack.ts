import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addReporterStack } from '../../infra/stack.ts';
import { parseReporterConfig } from '../../src/config/file.ts';
import { deployTemplate, type DeployedResource, type DeployedTemplate } from './deployed-template.ts';

/** A stack, deployed in the mind, of a config's text. Its code stays where it is, and what `cdk synth` checks is left out: see synth.test.ts. */
export function synthesizeStack(config: string): DeployedTemplate {
  return buildStack(config, (stack) => deployTemplate(Template.fromStack(stack).toJSON()));
}

/** Does something with a config's stack; nothing of it stays on the disk. */
export function buildStack<T>(config: string, act: (stack: Stack) => T): T {
  return makeApp((app) => act(addReporterStack(app, parseReporterConfig(config))));
}

/** Does something with an app; nothing of it stays on the disk. */
export function makeApp<T>(act: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'reporter-synth-'));
  try {
    const app = new App({
      autoSynth: false,
      outdir,
      context: { 'aws:cdk:disable-asset-staging': true },
      builtinCloudFormationValidation: false,
    });
    return act(app);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export function listResources(template: DeployedTemplate, type: string): readonly DeployedResource[] {
  return template.resources.filter((resource) => resource.type === type);
}

/** Throws unless there is just one of that type, and of that name when one is given. */
export function findResource(template: DeployedTemplate, type: string, name?: string): DeployedResource {
  const found = listResources(template, type).filter((resource) => (name ?? resource.name) === resource.name);
  const [resource] = found;
  if (resource === undefined || found.length > 1) {
    throw new Error(
      `${found.length} of ${type} ${name ?? ''}: ${template.resources.map((each) => each.name).join(', ')}`,
    );
  }
  return resource;
}
