import { InvalidArgumentError } from 'commander';

export function parseNumber(text: string): number {
  const number = Number(text);
  if (text === '' || !(number >= 0)) throw new InvalidArgumentError('a number is wanted.');
  return number;
}

/** `0,20` */
export function parseNumbers(text: string): readonly number[] {
  return text.split(',').map(parseNumber);
}
