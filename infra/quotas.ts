import { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConfigurationError } from '../src/errors.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;

/**
 * Throws a `ConfigurationError` when CloudFormation has no room for the reporter in any stack. Its template then stays far below the
 * megabyte that it may have: 500 resources take about 0.4.
 */
export function refuseTooLarge(reporter: Construct, targets: number): void {
  const count = reporter.node.findAll().filter((each) => CfnResource.isCfnResource(each)).length;
  if (count <= MOST_RESOURCES) return;
  throw new ConfigurationError({
    code: 'STACK_TOO_LARGE',
    attempted: 'making',
    object: reporter.node.path,
    why: `targets: ${targets} of them are ${count} resources, and a stack has room for ${MOST_RESOURCES}`,
    advice:
      'Share them out over reporters in several stacks, each with a name of its own and with the bucket of the first one; reporter.yaml does so by itself',
  });
}
