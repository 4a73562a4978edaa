/**
 * Stores a report in a folder and is killed, as by a power cut, right before the nth step that changes the folder; ends with 0
 * when there are fewer. Arguments: folder, run as JSON, n.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { parseRunFromHead } from '../../../../src/snapshot/model/run.ts';

const [, , folder = '', head = '', at = ''] = process.argv;
const run = parseRunFromHead(Buffer.from(head));
if (run === null) throw new Error('no run given');

let steps = 0;
const probe = await fs.promises.open(import.meta.filename);
dieBefore(Reflect.getPrototypeOf(probe) ?? probe, 'writeFile');
await probe.close();
dieBefore(fs.promises, 'link');
dieBefore(fs.promises, 'rm');
dieBefore(fs, 'renameSync');
syncBuiltinESMExports();

// Only now, so that they see the functions put in above.
const { FolderArchive } = await import('../../../../src/archive/folder/archive.ts');
const { storeReport } = await import('../../../../src/archive/store.ts');
const { fakeReport, storableReport } = await import('../../fake-report.ts');
await storeReport(new FolderArchive(folder), run, storableReport(fakeReport(run)));

function dieBefore(owner: object, name: string): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new Error(`no function ${name}`);
  Reflect.set(owner, name, function step(this: unknown, ...args: readonly unknown[]): unknown {
    steps += 1;
    if (steps === Number(at)) process.kill(process.pid, 'SIGKILL');
    const result: unknown = Reflect.apply(original, this, args);
    return result;
  });
}
