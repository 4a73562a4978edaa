import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import { judgeCondition, type ConditionVerdict, type FailCondition } from './condition.ts';
import type { TargetLook } from './target-look.ts';

interface LookVerdict extends ConditionVerdict {
  readonly target: string;
}

/** Looks, the exit code that they make, and a line for each condition that was met or cannot be judged. */
export interface JudgedLooks {
  readonly looks: readonly TargetLook[];
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
}

/** A failure of ours outweighs what the looks saw; what was seen outweighs what was not. */
export function judgeLooks(looks: readonly TargetLook[], conditions: readonly FailCondition[]): JudgedLooks {
  const verdicts: readonly LookVerdict[] = looks.flatMap(({ target, snapshot }) =>
    [...new Set(conditions)].map((condition) => ({ target, ...judgeCondition(condition, snapshot) })),
  );
  const has = (outcome: ConditionVerdict['outcome']) => verdicts.some((each) => each.outcome === outcome);
  const failed = looks.some(({ failure }) => failure !== null);
  return {
    looks,
    exitCode: chooseExitCode(failed, has('met'), has('unknown')),
    lines: verdicts
      .filter(({ outcome }) => outcome !== 'notMet')
      .map((verdict) => `${looks.length === 1 ? '' : `${verdict.target}: `}${wordVerdict(verdict)}`),
  };
}

function chooseExitCode(failed: boolean, met: boolean, unknown: boolean): ExitCode {
  if (failed) return EXIT.failed;
  if (met) return EXIT.conditionMet;
  return unknown ? EXIT.failed : EXIT.fine;
}

function wordVerdict({ condition, outcome, why }: ConditionVerdict): string {
  return outcome === 'met'
    ? `--fail-on ${condition}: ${why}`
    : `error: --fail-on ${condition} cannot be judged: ${why}. See the report for the reason`;
}
