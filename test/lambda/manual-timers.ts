import type { StartTimer } from '../../lambda/deadline.ts';

/** Timers that go off when a test says so. */
export interface ManualTimers {
  readonly startTimer: StartTimer;
  /** Those that were started and neither went off nor were stopped, in milliseconds. */
  readonly list: () => readonly number[];
  /** Throws when no such timer waits. */
  readonly fire: (milliseconds: number) => void;
}

export function makeManualTimers(): ManualTimers {
  const waiting = new Map<object, { readonly milliseconds: number; readonly act: () => void }>();
  return {
    startTimer: (milliseconds, act) => {
      const timer = {};
      waiting.set(timer, { milliseconds, act });
      return () => void waiting.delete(timer);
    },
    list: () => [...waiting.values()].map((timer) => timer.milliseconds).toSorted((a, b) => a - b),
    fire: (milliseconds) => {
      const found = [...waiting].find(([, timer]) => timer.milliseconds === milliseconds);
      if (found === undefined) throw new Error(`no timer of ${milliseconds} ms waits`);
      const [timer, { act }] = found;
      waiting.delete(timer);
      act();
    },
  };
}
