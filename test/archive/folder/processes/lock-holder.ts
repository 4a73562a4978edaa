/** Takes a folder archive's lock, says so, and never lets go. Argument: the lock's path. */
import { writeSync } from 'node:fs';
import { runUnderLock } from '../../../../src/archive/folder/lock.ts';

const [, , path = ''] = process.argv;
await runUnderLock(path, 0, () => {
  writeSync(1, 'locked\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
