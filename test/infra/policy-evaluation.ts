import * as z from 'zod';

/** A call to AWS, as IAM sees it. */
export interface AwsCall {
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values: `s3:prefix`. A key that is not there matches nothing. */
  readonly context?: Readonly<Record<string, string>>;
}

/** One thing that a statement allows: each action with each resource, and with each value of a condition. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly {
    readonly operator: ConditionOperator;
    readonly key: string;
    readonly value: string;
  }[];
}

type ConditionOperator = z.infer<typeof conditionOperator>;

const conditionOperator = z.literal(['StringEquals', 'StringLike', 'Null']);
const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/** Throws on what this evaluation does not know, as `Deny`, `NotAction` and other conditions: it must not guess. */
const documentSchema = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.literal('Allow'),
      Action: oneOrMore,
      Resource: oneOrMore,
      Condition: z.partialRecord(conditionOperator, z.record(z.string(), oneOrMore)).default({}),
    }),
  ),
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function isAllowed(grants: readonly Grant[], call: AwsCall): boolean {
  return grants.some((grant) => covers(grant, call));
}

export function covers(grant: Grant, { action, resource, context = {} }: AwsCall): boolean {
  return (
    matches(grant.action.toLowerCase(), action.toLowerCase()) &&
    matches(grant.resource, resource) &&
    grant.conditions.every(({ operator, key, value }) => {
      const given = context[key];
      if (operator === 'Null') return value === String(given === undefined);
      if (given === undefined) return false;
      return operator === 'StringEquals' ? given === value : matches(value, given);
    })
  );
}

export function listGrants(document: unknown): readonly Grant[] {
  return documentSchema
    .parse(document)
    .Statement.flatMap(({ Action, Resource, Condition }) =>
      Action.flatMap((action) =>
        Resource.flatMap((resource) =>
          listConditions(Condition).map((conditions) => ({ action, resource, conditions })),
        ),
      ),
    );
}

/** All of the keys must hold, any of a key's values does: so one list for each choice of values. */
function listConditions(
  condition: z.infer<typeof documentSchema>['Statement'][number]['Condition'],
): readonly Grant['conditions'][] {
  const tests = z
    .array(conditionOperator)
    .parse(Object.keys(condition))
    .flatMap((operator) => {
      const keys = Object.entries(condition[operator] ?? {});
      return keys.map(([key, values]) => values.map((value) => ({ operator, key, value })));
    });
  return tests.reduce<readonly Grant['conditions'][]>(
    (choices, values) => choices.flatMap((choice) => values.map((value) => [...choice, value])),
    [[]],
  );
}

/** `*` is any text, `?` any character. */
function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}
