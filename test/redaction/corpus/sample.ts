import { Fakes, Secret } from './fake.ts';

export type CredentialClass = 'plain' | 'vendor' | 'evasive';
export type HarmlessClass = 'ordinary' | 'bait';

/** What a program logged, and what of it is secret. */
export interface Sample {
  readonly class: CredentialClass;
  readonly kind: string;
  readonly lines: readonly string[];
  readonly secrets: readonly string[];
}

export interface HarmlessSample {
  readonly class: HarmlessClass;
  readonly kind: string;
  readonly lines: readonly string[];
}

interface Logged {
  readonly lines: readonly string[];
  readonly secrets: readonly string[];
}

/** Text as it is logged, of one line or several, with its secrets known apart. */
export function log(strings: TemplateStringsArray, ...values: readonly (Secret | string)[]): Logged {
  const text = strings.raw.map((each, index) => `${each}${String(values[index] ?? '')}`).join('');
  return {
    lines: text.split('\n'),
    secrets: values.flatMap((value) => (value instanceof Secret ? [value.text] : [])),
  };
}

/** Samples of one kind; each is given fakes that differ. */
export function kind(
  ofClass: CredentialClass,
  name: string,
  make: (fakes: Fakes) => readonly Logged[],
): readonly Sample[] {
  return make(new Fakes(name)).map((logged) => ({ class: ofClass, kind: name, ...logged }));
}

export function harmless(ofClass: HarmlessClass, name: string, text: string): readonly HarmlessSample[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^ {2}/, ''))
    .filter((line) => line.trim() !== '')
    .map((line) => ({ class: ofClass, kind: name, lines: [line] }));
}

/** `secret`, to be written where it stands in a template. */
export const secret = (text: string): Secret => new Secret(text);
