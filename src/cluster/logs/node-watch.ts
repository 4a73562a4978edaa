import { countNoun } from '../../snapshot/model/counted-noun.ts';
import { makeProblem, type Problem } from '../../snapshot/model/problem.ts';
import type { LogVerdict } from './verdict.ts';

/** So many logs in a row that did not begin, and a node is asked for no more of them. */
const MOST_SILENT = 3;

/** A read of a node's log that may be given up. */
interface OpenRead {
  readonly giveUp: () => void;
}

interface NodeState {
  silent: number;
  /** Why the last of them did not begin. */
  why: string;
  /** In a row, by now. */
  row: number;
  notAsked: number;
  readonly open: Set<OpenRead>;
}

/**
 * Keeps count of the nodes that do not answer: the API server waits for a kubelet that hangs, for each of its logs, and a run must
 * not. A node that is given up is told once.
 */
export class NodeWatch {
  readonly #nodes = new Map<string, NodeState>();
  #anyAnswered = false;

  /** Whether no more of its logs are to be asked for. */
  isGivenUp(node: string | null): boolean {
    return node !== null && (this.#nodes.get(node)?.row ?? 0) >= MOST_SILENT;
  }

  /** A read of it begins. The caller tells how it went, in one of the two ways. */
  enter(
    node: string | null,
    giveUp: () => void,
  ): { readonly answered: () => void; readonly leave: (silence: string | null) => void } {
    if (node === null) return { answered: () => {}, leave: () => {} };
    const state = this.#nodes.get(node) ?? { silent: 0, why: '', row: 0, notAsked: 0, open: new Set() };
    this.#nodes.set(node, state);
    const read = { giveUp };
    state.open.add(read);
    return {
      answered: () => {
        this.#anyAnswered = true;
        state.row = 0;
        state.open.delete(read);
      },
      leave: (silence) => {
        state.open.delete(read);
        if (silence === null) return;
        state.why = silence;
        state.silent += 1;
        state.row += 1;
        if (state.row >= MOST_SILENT) for (const each of state.open) each.giveUp();
      },
    };
  }

  /** One of its logs was not asked for, or given up, because others of it did not begin. */
  noteSkipped(node: string | null): void {
    const state = node === null ? undefined : this.#nodes.get(node);
    if (state !== undefined) state.notAsked += 1;
  }

  /** The next log of it that is asked for decides whether it answers again. */
  tryAgain(node: string | null): void {
    const state = node === null ? undefined : this.#nodes.get(node);
    if (state !== undefined) state.row = MOST_SILENT - 1;
  }

  /** Whether there is a problem of the node, in place of one a log. */
  isTold(node: string | null): boolean {
    const state = node === null ? undefined : this.#nodes.get(node);
    return state !== undefined && (state.notAsked > 0 || state.silent >= MOST_SILENT);
  }

  /** A problem a node, whatever the number of its logs. */
  describe(): readonly Problem[] {
    const others = this.#anyAnswered ? '' : '; no log began at all, so that the API server may be what hangs';
    return [...this.#nodes]
      .filter(([node]) => this.isTold(node))
      .map(([node, { silent, why, notAsked }]) =>
        makeProblem({
          code: 'NODE_UNREACHABLE',
          attempted: 'reading logs from',
          object: `node ${node}`,
          why: `${countNoun(silent, 'log')} of it did not begin (${why}), ${notAsked} more were not waited for${others}`,
          advice: 'Look at the node and its kubelet: kubectl describe node tells whether it is ready',
        }),
      );
  }
}

/** Why the node, or the way to it, kept everybody waiting; null when an answer came at once. */
export function findSilence({ status, problem }: LogVerdict): string | null {
  const isSlow = problem?.code === 'NODE_UNREACHABLE' && /time-?d? ?out/i.test(problem.why);
  return status === 'timedOut' || isSlow ? (problem?.why ?? 'no answer came') : null;
}
