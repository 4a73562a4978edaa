import { describe, expect, it } from 'vitest';
import { translateFolderFailure } from '../../../src/archive/folder/failure.ts';

const OBJECT = '/var/lib/job-reporter/latest/trading-bots.json';

describe('a failure of a folder', () => {
  it.each([
    {
      error: systemError('EACCES', -13, 'open'),
      code: 'ARCHIVE_DENIED',
      told: 'EACCES: permission denied (open). Let the user that runs the reporter read and write the folder, or choose another',
    },
    {
      error: systemError('EROFS', -30, 'mkdir'),
      code: 'ARCHIVE_DENIED',
      told: 'EROFS: read-only file system (mkdir). Let the user that runs the reporter read and write the folder, or choose another',
    },
    {
      error: systemError('ENOSPC', -28, 'write'),
      code: 'ARCHIVE_FULL',
      told: 'ENOSPC: no space left on device (write). Make room on the disk and run again',
    },
    {
      error: systemError('EPERM', -1, 'link'),
      code: 'ARCHIVE_UNSUPPORTED',
      told: 'EPERM: operation not permitted (link). Choose a folder on a file system that has hard links',
    },
    {
      error: systemError('EIO', -5, 'fsync'),
      code: 'ARCHIVE_FAILED',
      told: 'EIO: i/o error (fsync). Check the folder and its disk, and run again',
    },
    {
      error: new Error('something else'),
      code: 'ARCHIVE_FAILED',
      told: 'something else. Check the folder and its disk, and run again',
    },
    {
      error: 'thrown as text',
      code: 'ARCHIVE_FAILED',
      told: 'thrown as text. Check the folder and its disk, and run again',
    },
  ])('is told in the words of the system, with what to do: $told', ({ error, code, told }) => {
    const failure = translateFolderFailure(error, 'replacing', OBJECT);

    expect(failure.code).toBe(code);
    expect(failure.message).toBe(`replacing ${OBJECT}: ${told}`);
    expect(failure.cause).toBe(error);
  });
});

function systemError(code: string, errno: number, syscall: string): Error {
  return Object.assign(new Error(`${code}: as Node words it, ${syscall} '${OBJECT}'`), {
    code,
    errno,
    syscall,
  });
}
