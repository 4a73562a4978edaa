import { foldMessage } from '../characters/visible.ts';

const VALUE_COLUMN = 25;

/** `Namespace:               trading-bots`: the value starts in column 26, whatever the indent. */
export function renderField(indent: string, label: string, value: string | number): string {
  return `${`${indent}${label}: `.padEnd(VALUE_COLUMN)}${typeof value === 'number' ? value : foldMessage(value)}`;
}

/** The field's line, or none when there is nothing to say. */
export function renderFieldIfSaid(
  indent: string,
  label: string,
  value: string | number | null,
): readonly string[] {
  return value === null ? [] : [renderField(indent, label, value)];
}
