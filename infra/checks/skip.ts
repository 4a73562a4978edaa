import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as z from 'zod';

const skipsSchema = z.object({
  skip: z.array(z.object({ id: z.string(), comment: z.string() })).readonly(),
});

/**
 * Says in the template itself why a check of checkov's does not hold of a resource: whoever scans it reads the reason there.
 * https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 */
export function skipCheck(construct: IConstruct, id: `CKV_AWS_${number}`, comment: string): void {
  const resource = construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource))
    throw new Error(`${construct.node.path} has no resource of CloudFormation's`);
  const before: unknown = resource.getMetadata('checkov');
  const skip = skipsSchema.safeParse(before).data?.skip ?? [];
  resource.addMetadata('checkov', { skip: [...skip, { id, comment }] });
}
