/** The reporter's stack, with a bucket added that nobody has thought about. */
import { App } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { addReporterStack } from '../../../infra/stack.ts';
import { addSolutionChecks } from '../../../infra/solution-checks.ts';
import { parseReporterConfig } from '../../../src/config/file.ts';
import { SMALL_CONFIG } from '../small-config.ts';

const app = new App({ autoSynth: false, context: { 'aws:cdk:disable-asset-staging': true } });
void new Bucket(addReporterStack(app, parseReporterConfig(SMALL_CONFIG)), 'Careless');
addSolutionChecks(app);
app.synth();
