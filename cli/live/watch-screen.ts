import type { CommandRun } from '../command/door.ts';
import type { ExitCode } from '../terminal/exit-code.ts';
import type { JudgedLooks } from '../look/verdict.ts';
import { printLooks } from '../look/output.ts';
import { openScreen, type Screen } from '../terminal/screen.ts';
import { wordProgress, type ProgressState } from '../terminal/progress.ts';
import { canDraw, type Terminal } from '../terminal/terminal.ts';
import { watch } from './watch.ts';
import { renderWatchFrame } from './watch-frame.ts';
import { followTarget, type WatchedTarget } from './watched-target.ts';

/** Looks once, and shows meanwhile how far it has come. Rejects with the signal's reason when that aborts. */
export type LookAround = (show: (state: ProgressState | null) => void) => Promise<JudgedLooks>;

const REDRAW_MILLISECONDS = 250;
/** A look that takes longer says what it waits for. */
const QUIET_MILLISECONDS = 1000;

/** Whether there is a screen to draw on; else the looks are printed one after the other. */
export function hasScreen({ stdout, env }: Terminal): boolean {
  return canDraw(stdout, env);
}

/** What was seen last stays on the terminal when the screen is given back. */
export async function watchOnScreen(
  interval: number,
  lookAround: LookAround,
  run: CommandRun,
): Promise<ExitCode> {
  using screen = new ScreenWatch(run, interval);
  let last: JudgedLooks | null = null;
  try {
    return await watch(interval, run.signal, async () => {
      last = await screen.follow(lookAround);
      return last.exitCode;
    });
  } finally {
    screen.close();
    if (last !== null) printLooks(last, 'wide', run);
  }
}

/** A watch on a terminal: one screen, drawn anew with each look, and at each change of its size. */
class ScreenWatch implements Disposable {
  readonly #run: CommandRun;
  readonly #intervalSeconds: number;
  #screen: Screen | null = null;
  #targets: readonly WatchedTarget[] = [];
  #verdicts: readonly string[] = [];
  #lookedAt = new Date(0);
  #waitingFor: string | null = null;

  constructor(run: CommandRun, intervalSeconds: number) {
    this.#run = run;
    this.#intervalSeconds = intervalSeconds;
    // The terminal is a person's again at once, whatever still has to end.
    run.signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /** Looks, and draws what came of it; while that takes long, what it waits for. */
  async follow(look: LookAround): Promise<JudgedLooks> {
    const begun = new Date();
    const judged = this.#screen === null ? await this.#lookFirst(look) : await this.#lookAgain(look, begun);
    this.#targets = judged.looks.map((each) =>
      followTarget(
        this.#targets.find((target) => target.look.target === each.target),
        each,
      ),
    );
    this.#verdicts = judged.lines;
    this.#lookedAt = begun;
    if (this.#screen === null) {
      this.#screen = openScreen(this.#run.terminal.stdout);
      this.#screen.onResize(() => this.#draw());
    }
    this.#draw();
    return judged;
  }

  /** What stood on the terminal before is there again. */
  close(): void {
    this.#screen?.[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Before there is anything to draw. */
  async #lookFirst(look: LookAround): Promise<JudgedLooks> {
    using progress = this.#run.openProgress();
    return await look(progress.show);
  }

  async #lookAgain(look: LookAround, begun: Date): Promise<JudgedLooks> {
    let state: ProgressState | null = null;
    const timer = setInterval(() => {
      if (state === null || Date.now() - begun.getTime() < QUIET_MILLISECONDS) return;
      this.#waitingFor = wordProgress(state);
      this.#draw();
    }, REDRAW_MILLISECONDS);
    try {
      return await look((next) => {
        state = next;
      });
    } finally {
      clearInterval(timer);
      this.#waitingFor = null;
    }
  }

  #draw(): void {
    const screen = this.#screen;
    if (screen === null) return;
    const { palette, timeZone } = this.#run;
    const frame = {
      targets: this.#targets,
      verdicts: this.#verdicts,
      intervalSeconds: this.#intervalSeconds,
      lookedAt: this.#lookedAt,
      waitingFor: this.#waitingFor,
    };
    screen.draw(renderWatchFrame(frame, { size: screen.size(), palette, timeZone }));
  }
}
