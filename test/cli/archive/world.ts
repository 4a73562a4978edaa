import { join } from 'node:path';
import { FolderArchive } from '../../../src/archive/folder/archive.ts';
import { storeReport } from '../../../src/archive/store.ts';
import type { ReportArchive } from '../../../src/archive/objects/archive.ts';
import { generateMonitorReportJson } from '../../../src/report/json/report.ts';
import { renderStoredReportText } from '../../../src/report/text/report.ts';
import type { KubernetesJob } from '../../../src/snapshot/kubernetes/objects.ts';
import type { K8sPodLog } from '../../../src/snapshot/model/log.ts';
import { identifyScheduledRun } from '../../../src/snapshot/model/run.ts';
import { runCommandLine } from '../../../cli/command-line.ts';
import { storableReport } from '../../archive/fake-report.ts';
import { makeFolder } from '../../archive/temporary-folder.ts';
import { openTerminal } from '../../doubles/terminal.ts';
import { makeLog, makeSnapshot } from '../../report/sample-snapshot.ts';
import { condition, END, makeJob, makePod, START } from '../../snapshot/kubernetes-objects.ts';

/** Runs a command with its times in UTC. */
export async function runCommand(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const terminal = openTerminal(env);
  const exitCode = await runCommandLine([...words, '--utc'], terminal);
  return { exitCode, printed: terminal.printed(), told: terminal.told() };
}

/** A folder archive with three reports of a target: a Job runs, fails, and is gone. */
export async function openFilledFolder(): Promise<string> {
  const folder = join(await makeFolder(), 'reports');
  await fillArchive(new FolderArchive(folder), 'trading-bots');
  return folder;
}

export async function fillArchive(archive: ReportArchive, target: string): Promise<void> {
  const running = makeJob({ status: { startTime: START, active: 1 } });
  const failed = makeJob({
    status: {
      startTime: START,
      failed: 1,
      conditions: [condition('Failed', 'DeadlineExceeded', 'Job was active longer than specified deadline')],
    },
  });
  const next = makeJob({ name: 'nightly', status: { startTime: END, active: 1 } });
  await store(archive, target, '2026-11-22T18:45:00Z', [running], ['Starting \u001B[31mtuning\u001B[0m']);
  await store(
    archive,
    target,
    '2026-11-22T19:00:00Z',
    [failed],
    ['Starting \u001B[31mtuning\u001B[0m', 'deadline: giving up'],
  );
  await store(archive, target, '2026-11-22T19:15:00Z', [next], []);
}

async function store(
  archive: ReportArchive,
  target: string,
  slot: string,
  jobs: readonly KubernetesJob[],
  lines: readonly string[],
): Promise<void> {
  const [job] = jobs;
  const pod = makePod(job === undefined ? {} : { job });
  const times = { firstTime: null, lastTime: null };
  const log: K8sPodLog = makeLog({ podName: pod.metadata.name, lines: [...lines], ...times });
  const run = identifyScheduledRun(target, new Date(slot), new Date(Date.parse(slot) + 2125));
  const snapshot = makeSnapshot({ jobs, pods: [pod], logs: lines.length === 0 ? [] : [log] });
  const json = Buffer.from(generateMonitorReportJson({ ...snapshot, timestamp: run.startedAt, run }));
  await storeReport(archive, run, storableReport(json, renderStoredReportText));
}
