import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SMALL_CONFIG } from '../small-config.ts';
import { synthesizeStack } from '../synthesized-stack.ts';

const skipsSchema = z.object({
  checkov: z.object({ skip: z.array(z.object({ id: z.string(), comment: z.string() })) }),
});

describe('what checkov finds and is explained in the template', () => {
  it('is this of a small stack, each with a sentence', () => {
    const skips = listSkips(SMALL_CONFIG);

    expect(skips.map(({ name, id }) => `${name} ${id}`)).toEqual([
      'FailedRuns CKV_AWS_27',
      'UndeliveredSlots CKV_AWS_27',
      'Reports CKV_AWS_18',
      'FunctionLog CKV_AWS_158',
      'Function CKV_AWS_116',
      'Function CKV_AWS_173',
      'Function CKV_AWS_117',
      'Function CKV_AWS_115',
      'Alarms CKV_AWS_26',
    ]);
    expect(skips.filter(({ comment }) => !/^[A-Z].{30,}\.$/.test(comment))).toEqual([]);
  });

  it('is what no setting changes where all of them are used', () => {
    const skips = listSkips(`${SMALL_CONFIG}
encryption: true
bucket: { accessLogs: { bucket: my-logs } }
function: { reservedConcurrency: 5 }
vpc: { id: vpc-0123456789abcdef0, subnetIds: [subnet-0123456789abcdef0], securityGroupIds: [sg-0123456789abcdef0] }`);

    expect(skips.map(({ name, id }) => `${name} ${id}`)).toEqual([
      'Function CKV_AWS_116',
      'Function CKV_AWS_173',
    ]);
  });
});

function listSkips(config: string) {
  return synthesizeStack(config).resources.flatMap(({ name, metadata }) =>
    (skipsSchema.safeParse(metadata).data?.checkov.skip ?? []).map((skip) => ({ name, ...skip })),
  );
}
