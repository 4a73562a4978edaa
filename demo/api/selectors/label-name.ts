import { refuseAsBadRequest } from '../answers/status-failure.ts';

const KEY_NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const LONGEST_NAME = 63;

const KEY_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
  "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
  "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and " +
  "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
  "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** The refusal of one condition of a selector. */
export function refuseRequirement(why: string): Error {
  return refuseAsBadRequest(`unable to parse requirement: ${why}`);
}

/** @throws RefusedRequest 400 for what cannot be a label's key, after its prefix if it has one */
export function checkLabelKey(key: string): void {
  const name = key.slice(key.indexOf('/') + 1);
  if (name.length <= LONGEST_NAME && KEY_NAME.test(name)) return;
  throw refuseRequirement(`key: Invalid value: "${key}": ${KEY_RULE}`);
}

/** @throws RefusedRequest 400 for the first that cannot be a label's value */
export function checkLabelValues(key: string, values: readonly string[]): readonly string[] {
  for (const [index, value] of values.entries()) {
    if (value.length <= LONGEST_NAME && LABEL_VALUE.test(value)) continue;
    throw refuseRequirement(`values[${index}][${key}]: Invalid value: "${value}": ${VALUE_RULE}`);
  }
  return values;
}

/** @throws RefusedRequest 400 for what `>` and `<` cannot compare with */
export function checkInteger(value: string): string {
  if (/^-?\d+$/.test(value)) return value;
  throw refuseRequirement(
    `values[0]: Invalid value: "${value}": for 'Gt', 'Lt' operators, the value must be an integer`,
  );
}
