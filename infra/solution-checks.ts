import { Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** Makes synthesis fail on what cdk-nag's AwsSolutions pack finds, unless a reason was given where it is. */
export function addSolutionChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
