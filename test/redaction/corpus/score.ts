import type { Redactor } from '../../../src/redaction/redactor.ts';
import type { HarmlessSample, Sample } from './sample.ts';

/** So many characters of a secret in a row are taken for the secret. */
const SURVIVING_CHARACTERS = 8;

export interface Score {
  readonly class: string;
  readonly kinds: number;
  readonly samples: number;
  /** What went wrong: a credential that is still there, or a harmless line that is not as it was. */
  readonly failed: readonly Failure[];
}

interface Failure {
  readonly kind: string;
  readonly lines: readonly string[];
  readonly masked: readonly string[];
}

/** Whether a text holds so much of a secret that it must be taken for known. */
export function survives(secret: string, text: string): boolean {
  if (secret.length <= SURVIVING_CHARACTERS) return text.includes(secret);
  for (let start = 0; start + SURVIVING_CHARACTERS <= secret.length; start += 1)
    if (text.includes(secret.slice(start, start + SURVIVING_CHARACTERS))) return true;
  return false;
}

/** One row a class, in the order in which they come. */
export function scoreCredentials(redactor: Redactor, samples: readonly Sample[]): readonly Score[] {
  return scoreClasses(samples, ({ kind, lines, secrets }) => {
    const masked = redactor.redactLines(lines).lines;
    const text = masked.join('\n');
    return secrets.some((each) => survives(each, text)) ? { kind, lines, masked } : null;
  });
}

export function scoreHarmless(redactor: Redactor, samples: readonly HarmlessSample[]): readonly Score[] {
  return scoreClasses(samples, ({ kind, lines }) => {
    const masked = redactor.redactLines(lines).lines;
    return masked.every((line, index) => line === lines[index]) ? null : { kind, lines, masked };
  });
}

function scoreClasses<T extends { readonly class: string; readonly kind: string }>(
  samples: readonly T[],
  judge: (sample: T) => Failure | null,
): readonly Score[] {
  return [...Map.groupBy(samples, (sample) => sample.class)].map(([name, ofClass]) => ({
    class: name,
    kinds: new Set(ofClass.map(({ kind }) => kind)).size,
    samples: ofClass.length,
    failed: ofClass.flatMap((sample) => judge(sample) ?? []),
  }));
}
