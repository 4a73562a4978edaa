/**
 * Runs `section` while no other process runs one under the same lock file, and waits (blocking) up to `timeoutMs` for its turn.
 * SQLite's write lock is a lock of the kernel (fcntl, LockFileEx): it dies with the process that holds it. A lease file would
 * outlive a crash, and others would have to guess when its holder is dead. Nothing is ever written into the database.
 * https://www.sqlite.org/lockingv3.html
 */
export async function runUnderLock<T>(path: string, timeoutMs: number, section: () => T): Promise<T> {
  // Loaded only now: Lambda never needs it, and Node 22 warns of it as experimental.
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(path, { timeout: timeoutMs });
  try {
    database.exec('BEGIN IMMEDIATE');
    return section();
  } finally {
    // Rolls back, and so lets go of the lock.
    database.close();
  }
}
