import type { EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import type { ArchiveLocation } from '../../src/archive/location.ts';
import { openArchive } from '../../src/archive/open.ts';
import { targetSchema } from '../../src/config/target.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import type { CommandRun } from '../command/door.ts';
import { describeError } from '../command/error-line.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import { countLooks } from '../look/count.ts';
import { judgeLooks } from '../look/verdict.ts';
import { hasScreen, watchOnScreen, type LookAround } from './watch-screen.ts';
import { openTargetLooks } from '../look/target-look.ts';
import { watch } from './watch.ts';

export interface DemoFlags {
  readonly archive: ArchiveLocation;
  readonly interval?: number;
}

const TARGETS = ['trading-bots', 'quota-ns'] as const;
/** What a person reads at a glance; the archived reports are whole. */
const LOG_LINES = 3;
const DEFAULT_COLUMNS = 80;

export async function runDemo(flags: DemoFlags, run: CommandRun): Promise<ExitCode> {
  const { terminal, signal } = run;
  // Only the demo needs what the embedded cluster is made of.
  const { startEmbeddedCluster } = await import('../../demo/embedded-cluster.ts');
  await using cluster = await startEmbeddedCluster({ now: () => new Date() });
  await using targets = openTargetLooks(
    TARGETS.map((name) =>
      targetSchema.parse({ name, namespace: name, labelSelector: 'app=arbitrage-tuning' }),
    ),
    {
      kubeconfig: readKubeconfigOf(cluster),
      archive: flags.archive,
      env: terminal.env,
      signal,
      isWatch: flags.interval !== undefined,
    },
  );
  const lookAround: LookAround = async (show) => {
    const looks = await targets.look(countLooks(show));
    signal.throwIfAborted();
    return judgeLooks(looks, []);
  };
  const exitCode =
    flags.interval !== undefined && hasScreen(terminal)
      ? await watchOnScreen(flags.interval, lookAround, run)
      : await watch(flags.interval, signal, () => printBriefly(lookAround, run));
  if (exitCode === EXIT.fine) await tellWhatNext(flags.archive, run);
  return exitCode;
}

/** As much of each report as fits a person's eye. */
async function printBriefly(
  lookAround: LookAround,
  { terminal, isDebug, openProgress }: CommandRun,
): Promise<ExitCode> {
  using progress = openProgress();
  const { looks, exitCode } = await lookAround(progress.show);
  progress.clear();
  for (const { snapshot, failure } of looks) {
    if (snapshot !== null) {
      const columns = terminal.stdout.columns ?? DEFAULT_COLUMNS;
      terminal.stdout.write(
        generateMonitorReportText(snapshot, { brevity: { columns, logLines: LOG_LINES } }),
      );
    }
    if (failure !== null) terminal.stderr.write(`${describeError(failure, isDebug)}\n`);
  }
  return exitCode;
}

async function tellWhatNext(place: ArchiveLocation, { terminal }: CommandRun): Promise<void> {
  await using opened = await openArchive(place, terminal.env);
  const latest = TARGETS.map((name) => `latest/${name}.txt`).join(' and ');
  terminal.stderr.write(
    `The whole reports, JSON and text, are in ${opened.archive.location}: ${latest}.\n` +
      'Next: npx job-reporter demo --interval 5, or on your cluster: npx job-reporter snapshot --help\n',
  );
}

function readKubeconfigOf(cluster: EmbeddedCluster) {
  return {
    name: 'the embedded cluster',
    read: () => Promise.resolve(cluster.kubeconfig({ as: 'reporter' })),
    readFile: null,
  };
}
