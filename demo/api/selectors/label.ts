type Operator = 'exists' | 'does not exist' | 'in' | 'notin' | '>' | '<';

/** One condition of a label selector; `=` and `==` are an `in` of one value, `!=` is such a `notin`. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

const MATCHES: Readonly<Record<Operator, (value: string | undefined, values: readonly string[]) => boolean>> =
  {
    exists: (value) => value !== undefined,
    'does not exist': (value) => value === undefined,
    in: (value, values) => value !== undefined && values.includes(value),
    notin: (value, values) => value === undefined || !values.includes(value),
    '>': (value, values) => value !== undefined && Number(value) > Number(values[0]),
    '<': (value, values) => value !== undefined && Number(value) < Number(values[0]),
  };

/** A label that is absent satisfies `notin` and `!=`, as the API server has it. */
export function matchesLabels(
  requirements: readonly LabelRequirement[],
  labels: Readonly<Record<string, string>>,
): boolean {
  return requirements.every(({ key, operator, values }) => MATCHES[operator](labels[key], values));
}
