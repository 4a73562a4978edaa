/** How often it is asked whether more lanes would help. */
const MILLISECONDS = 20;
/** A process that spends more of its time at work than this gains nothing from more to do at once. */
const BUSY = 0.8;

export interface LaneLimits {
  /** To begin with. */
  readonly first: number;
  readonly most: number;
}

/**
 * Does the work on each item, in lanes side by side. There are more of them, up to `most`, only while this process waits: each lane is
 * a connection, whose handshake costs both ends more than reading a short log.
 * https://nodejs.org/docs/latest-v24.x/api/perf_hooks.html#performanceeventlooputilizationutilization1-utilization2
 */
export async function workInLanes<T>(
  items: readonly T[],
  { first, most }: LaneLimits,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lanes: Promise<void>[] = [];
  const openLanes = (number: number) => {
    const wanted = Math.min(number, most, items.length);
    while (lanes.length < wanted) lanes.push(workThrough(queue, work));
  };
  openLanes(first);
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization < BUSY) openLanes(2 * lanes.length);
  }, MILLISECONDS);
  try {
    for (let seen = 0; seen < lanes.length;) {
      seen = lanes.length;
      await Promise.all(lanes);
    }
  } finally {
    clearInterval(timer);
  }
}

async function workThrough<T>(queue: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  for (const item of queue) await work(item);
}
