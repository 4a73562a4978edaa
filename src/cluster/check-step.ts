import { isReporterError } from '../errors.ts';
import { ClusterFailure } from './get/failure.ts';

/** One step of the way of a run, and what came of it. */
export interface CheckStep {
  readonly name: string;
  readonly outcome: 'ok' | 'skipped' | 'failed';
  readonly detail: string;
  /** What to do about a failure. */
  readonly advice: string | null;
}

/** A step has failed and has been told: there is no way on. */
export class WayEnds extends Error {}

/** Takes a step, tells what came of it, and gives its value to the next. Throws `WayEnds` when there is no next. */
export async function* takeStep<T>(
  name: string,
  run: () => T | Promise<T>,
  word: (value: T) => string,
  outcome: 'ok' | 'skipped' = 'ok',
): AsyncGenerator<CheckStep, T, void> {
  let value: T;
  try {
    value = await run();
  } catch (error) {
    yield describeStop(name, error);
    throw new WayEnds();
  }
  yield { name, outcome, detail: word(value), advice: null };
  return value;
}

export function skipStep(name: string, detail: string): CheckStep {
  return { name, outcome: 'skipped', detail, advice: null };
}

function describeStop(name: string, error: unknown): CheckStep {
  if (error instanceof ClusterFailure || isReporterError(error)) {
    const { code, why, advice } = error.detail;
    const allow = 'Apply what this prints: job-reporter rbac';
    return { name, outcome: 'failed', detail: why, advice: code === 'FORBIDDEN' ? allow : advice };
  }
  throw error;
}
