import type { V1Job, V1Pod } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readFields } from '../../../src/snapshot/kubernetes/read-fields.ts';

const text = z.string().nullish();

// Whether the compiler says so is what is tested: without an error where one is expected, it does not compile.
describe('a schema of what Kubernetes sends', () => {
  test('is taken as it is where the API has all that it reads', () => {
    const schema = z.object({
      metadata: z.object({ name: z.string(), creationTimestamp: text, labels: z.record(z.string(), text) }),
      status: z.object({ active: z.int().nullish(), conditions: z.array(z.object({ type: z.string() })) }),
    });

    expect(readFields<V1Job>()(schema)).toBe(schema);
  });

  test('does not compile where the API has no such field, at any depth', () => {
    const schemas = [
      // @ts-expect-error -- a Job has no `state`
      readFields<V1Job>()(z.object({ state: text })),
      // @ts-expect-error -- in the status of a Job it is `active`
      readFields<V1Job>()(z.object({ status: z.object({ running: z.int().nullish() }).nullish() })),
      readFields<V1Pod>()(
        // @ts-expect-error -- a container's is `restartCount`
        z.object({
          status: z
            .object({ containerStatuses: z.array(z.object({ restarts: z.int() })).nullish() })
            .nullish(),
        }),
      ),
    ];

    expect(schemas).toHaveLength(3);
  });

  test('does not compile where the API has another type', () => {
    const schemas = [
      // @ts-expect-error -- a number
      readFields<V1Job>()(z.object({ status: z.object({ active: text }).nullish() })),
      // @ts-expect-error -- a time, which is sent as text
      readFields<V1Job>()(z.object({ status: z.object({ startTime: z.number().nullish() }).nullish() })),
      // @ts-expect-error -- a list
      readFields<V1Job>()(z.object({ status: z.object({ conditions: z.object({ type: text }) }).nullish() })),
    ];

    expect(schemas).toHaveLength(3);
  });
});
