import type { ArchiveCode } from '../../messages/archive.ts';
import { getSystemErrorMessage } from 'node:util';
import { ArchiveError } from '../../errors.ts';

interface Verdict {
  readonly code: ArchiveCode;
  readonly why: string;
  readonly advice: string;
}

type Advice = Omit<Verdict, 'why'>;

const DENIED: Advice = {
  code: 'ARCHIVE_DENIED',
  advice: 'Let the user that runs the reporter read and write the folder, or choose another',
};
const FULL: Advice = { code: 'ARCHIVE_FULL', advice: 'Make room on the disk and run again' };
const BLOCKED: Advice = {
  code: 'ARCHIVE_BLOCKED',
  advice:
    'Move away what stands there: the archive needs a file where there is a folder, or the other way round',
};
const NO_LINKS: Advice = {
  code: 'ARCHIVE_UNSUPPORTED',
  advice: 'Choose a folder on a file system that has hard links',
};
const LINKED: Verdict = {
  code: 'ARCHIVE_LINK_REFUSED',
  why: 'it is a link, or lies behind one, that leads out of the archive',
  advice: 'Look at who may write there; put what belongs to the archive into it, and no link',
};
const OTHER: Advice = { code: 'ARCHIVE_FAILED', advice: 'Check the folder and its disk, and run again' };

const ADVICE: ReadonlyMap<string, Advice> = new Map([
  ['EACCES', DENIED],
  ['EPERM', DENIED],
  ['EROFS', DENIED],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['EISDIR', BLOCKED],
  ['ENOTDIR', BLOCKED],
  ['EEXIST', BLOCKED],
]);
/** What link(2) says where there are no hard links: https://man7.org/linux/man-pages/man2/link.2.html */
const LINKS_MISSING: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV']);

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/** What a path leads to lies outside the archive. */
export class LinkLeadsOut extends Error {}

/** A pipe, a device, a socket: reading it may never end. */
export class NoFile extends Error {}

export function translateFolderFailure(thrown: unknown, attempted: string, object: string): ArchiveError {
  return new ArchiveError({ ...judge(thrown), attempted, object }, { cause: thrown });
}

export function isErrno(error: unknown, code: string): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && error.code === code;
}

function judge(thrown: unknown): Verdict {
  if (thrown instanceof LinkLeadsOut) return LINKED;
  if (thrown instanceof NoFile) return { ...BLOCKED, why: 'it is no file' };
  if (!(thrown instanceof Error)) return { ...OTHER, why: String(thrown) };
  if (isErrno(thrown, 'ERR_SQLITE_ERROR')) return judgeLock(thrown);
  const { code, errno, syscall } = readSystemError(thrown);
  if (code === '' || errno === undefined) return { ...OTHER, why: thrown.message };
  const why = `${code}: ${getSystemErrorMessage(errno)} (${syscall})`;
  if (syscall === 'link' && LINKS_MISSING.has(code)) return { ...NO_LINKS, why };
  return { ...(ADVICE.get(code) ?? OTHER), why };
}

/** The lock is SQLite's, but the reader has never heard of a database here. */
function judgeLock(error: Error): Verdict {
  if ('errcode' in error && error.errcode === SQLITE_BUSY) {
    return {
      code: 'ARCHIVE_LOCKED',
      why: 'another process holds the lock of the archive (.archive.lock)',
      advice: 'Wait for it, or end it if it hangs, and run again',
    };
  }
  return {
    code: 'ARCHIVE_LOCK_FAILED',
    why: `the lock of the archive (.archive.lock) cannot be taken: ${error.message}`,
    advice: 'Choose a folder on a local disk that the user who runs the reporter may write',
  };
}

function readSystemError(error: NodeJS.ErrnoException): {
  readonly code: string;
  readonly errno: number | undefined;
  readonly syscall: string;
} {
  return { code: error.code ?? '', errno: error.errno, syscall: error.syscall ?? 'system call' };
}
