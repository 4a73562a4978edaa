import type { Redactor } from '../../redaction/redactor.ts';
import { PackedLines } from '../../snapshot/logs/packed-lines.ts';
import type { LogRead } from '../../snapshot/logs/plan.ts';
import type { LogLimits } from '../../snapshot/logs/tail.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import type { ClusterClient } from '../connection/client.ts';
import { outOfTime } from '../get/failure.ts';
import { LogBudget } from './budget.ts';
import { readLog, skipLog, type LogAnswer } from './container-log.ts';
import { describeLogs, isToBeAskedAgain } from './container-logs.ts';
import { Deadline } from './deadline.ts';
import { workInLanes } from './lanes.ts';
import { LogMask } from './mask.ts';
import { findSilence, NodeWatch } from './node-watch.ts';
import { tellLog, type LogKeeping, type ToldLog } from './told-log.ts';

export interface PodLogOptions {
  readonly limits: LogLimits;
  /** Bytes of all lines of a run together. */
  readonly runBytes: number;
  /** How long one log may take. */
  readonly milliseconds: number;
  readonly concurrency: number;
  readonly redactor: Redactor;
  /** Aborts when reading must end, so that there is time to write. */
  readonly signal: AbortSignal;
  /** Hears of each log that is done with, and of the bytes of lines that were kept before. */
  readonly onLog?: ((keptBytes: number) => void) | undefined;
  /** When the pods were listed, in milliseconds by the cluster's clock. */
  readonly listedAt: number;
  readonly now: () => Date;
}

export interface PodLogs {
  readonly logs: readonly K8sPodLog[];
  readonly problems: readonly Problem[];
}

/** How long a node that was given up may take to show that it answers again. */
const PROBE_MILLISECONDS = 5000;

function nameRead({ namespace, podName, containerName, previous }: LogRead): string {
  return [namespace, podName, containerName, previous].join('/');
}

/** The reads of one run, and what they brought so far. */
export class LogRun {
  readonly told = new Map<string, ToldLog>();
  readonly #client: ClusterClient;
  /** In the order of the report. */
  readonly #plan: ReadonlyMap<string, LogRead>;
  readonly #options: PodLogOptions;
  readonly #budget: LogBudget;
  readonly #keeping: LogKeeping;
  readonly #nodes = new NodeWatch();
  /** Reads that never began. */
  readonly #silent = new Set<string>();
  #givenUp: LogRead[] = [];

  constructor(client: ClusterClient, plan: readonly LogRead[], options: PodLogOptions) {
    this.#client = client;
    this.#plan = new Map(plan.map((read) => [nameRead(read), read]));
    this.#options = options;
    this.#budget = new LogBudget(options.runBytes);
    const mask = new LogMask(options.redactor, options.signal, options.now);
    this.#keeping = { mask, packed: new PackedLines(), limits: options.limits };
  }

  async read(reads: readonly LogRead[], milliseconds = this.#options.milliseconds): Promise<void> {
    // Which was read before is read no more: a log is masked and packed once.
    const open = reads.filter((read) => !this.#isDone(read));
    const lanes = { first: this.#client.lanes, most: this.#options.concurrency };
    await workInLanes(open, lanes, async (read) => {
      const answer = await this.#readNext(read, milliseconds);
      if (answer === null) this.#givenUp.push(read);
      else this.#tell(read, answer);
    });
  }

  /** One log of each node that was given up shows whether it answers again; then the others of it are read too. */
  async readGivenUp(): Promise<void> {
    const byNode = Map.groupBy(this.#givenUp, ({ nodeName }) => nodeName);
    this.#givenUp = [];
    for (const [node, reads] of byNode) {
      const [first, ...others] = reads;
      if (first === undefined) continue;
      this.#nodes.tryAgain(node);
      await this.read([first], Math.min(PROBE_MILLISECONDS, this.#options.milliseconds));
      await this.read(others);
    }
    for (const read of this.#givenUp) {
      this.#nodes.noteSkipped(read.nodeName);
      const why = `node ${read.nodeName ?? ''} does not answer`;
      this.#tell(read, { ...skipLog(read, this.#options.limits, why), problem: null });
    }
  }

  describe(): PodLogs {
    const runIsStamped = [...this.told.values()].some(({ isStamped }) => isStamped);
    const described = [...this.#plan].flatMap(([name, read]) => {
      const current = this.told.get(name);
      if (read.previous || current === undefined) return [];
      const before = nameRead({ ...read, previous: true });
      const logs = {
        current: this.#withoutNode(current),
        previous: this.#withoutNode(this.told.get(before) ?? null),
      };
      return describeLogs(logs, this.#plan.has(before), this.#options.limits, runIsStamped);
    });
    return {
      logs: described.map(({ log }) => log),
      problems: [...described.flatMap(({ problem }) => problem ?? []), ...this.#nodes.describe()],
    };
  }

  #withoutNode<T extends ToldLog | null>(told: T): T {
    const isTold =
      told !== null && this.#silent.has(nameRead(told.read)) && this.#nodes.isTold(told.read.nodeName);
    return isTold ? { ...told, problem: null } : told;
  }

  #isDone(read: LogRead): boolean {
    const told = this.told.get(nameRead(read));
    return told !== undefined && !isToBeAskedAgain(told);
  }

  #tell(read: LogRead, answer: LogAnswer): void {
    const name = nameRead(read);
    if (!this.told.has(name) && this.#plan.has(name)) this.#options.onLog?.(this.#budget.keptBytes);
    this.told.set(name, tellLog(read, { ...answer, kept: this.#budget.keep(answer.kept) }, this.#keeping));
  }

  /** Null when its node does not answer. */
  async #readNext(read: LogRead, milliseconds: number): Promise<LogAnswer | null> {
    const { signal, limits } = this.#options;
    if (signal.aborted) return skipLog(read, limits, "the run's time was up");
    if (this.#budget.isSpent) return skipLog(read, limits, "the run's room for log lines was full");
    if (this.#nodes.isGivenUp(read.nodeName)) return null;
    // A node that hangs must cost its own logs only.
    using deadline = new Deadline(signal, milliseconds, () =>
      outOfTime(null, `the log took longer than ${milliseconds / 1000} s`),
    );
    let hasBegun = false;
    const visit = this.#nodes.enter(read.nodeName, () =>
      deadline.end(outOfTime(null, 'its node does not answer')),
    );
    const answer = await readLog(this.#client, read, limits, {
      signal: deadline.signal,
      onBegin: () => {
        hasBegun = true;
        visit.answered();
      },
    });
    const silence = hasBegun || signal.aborted ? null : findSilence(answer);
    const isGivenUp = silence !== null && this.#nodes.isGivenUp(read.nodeName);
    visit.leave(isGivenUp ? null : silence);
    if (isGivenUp) return null;
    if (silence !== null) this.#silent.add(nameRead(read));
    return answer;
  }
}
