import { App } from 'aws-cdk-lib';
import { loadReporterConfig } from '../src/config/file.ts';
import { isReporterError } from '../src/errors.ts';
import { addReporterStack } from './stack.ts';
import { addSolutionChecks } from './solution-checks.ts';

/** What `cdk` runs. Another file than reporter.yaml: `cdk synth -c config=FILE`. */
async function main(): Promise<void> {
  // Not at the process's end, whatever happened before: a config with a mistake makes no template.
  const app = new App({ autoSynth: false });
  const file: unknown = app.node.tryGetContext('config');
  addReporterStack(app, await loadReporterConfig(typeof file === 'string' ? file : 'reporter.yaml'));
  addSolutionChecks(app);
  app.synth();
}

try {
  await main();
} catch (error) {
  if (!isReporterError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
