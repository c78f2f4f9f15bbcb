import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface DataDirectoryLock {
  release(): void
}

/**
 * Takes the data directory for this program alone, until `release()` or the end of the process.
 *
 * The lock is the kernel's own lock on `lock.sqlite`, taken through SQLite (`begin exclusive`; nothing is ever
 * written in the file). The kernel grants it to one process at a time, so two programs that start together cannot
 * both win, and takes it back when the owner ends in whatever way, so that nothing stale is left after kill -9 or
 * a power cut and no process id is ever compared. A file of process ids would need all that by hand. Processes
 * started by the owner (the database server) do not inherit it. Nothing else may open `lock.sqlite` in this
 * process: closing any handle of a file drops the locks that its process holds on it. Hence the owner's process
 * id, which only serves the sentence shown to the second program, stands in a file of its own.
 *
 * @throws Error with a Vietnamese sentence when another program holds the directory.
 */
export function lockDataDirectory(dataDir: string): DataDirectoryLock {
  const ownerFile = join(dataDir, 'lock.json')
  // Two programs that ask at the same instant may each see the other's request: a short wait lets one win.
  const lockFile = join(dataDir, 'lock.sqlite')
  const database = new DatabaseSync(lockFile, { timeout: 300 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    throw isBusy(error) ? new Error(refusal(dataDir, ownerFile)) : error
  }
  // Whoever could open the file could also hold it.
  if (process.platform !== 'win32') chmodSync(lockFile, 0o600)
  writeFileSync(ownerFile, JSON.stringify({ pid: process.pid }), { mode: 0o600 })
  const close = () => {
    if (database.isOpen) database.close()
  }
  // The listener also keeps the handle reachable: collected as garbage, it would let the lock go in silence.
  process.once('exit', close)
  return {
    release() {
      process.removeListener('exit', close)
      close()
    },
  }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

function refusal(dataDir: string, ownerFile: string): string {
  const owner = readOwner(ownerFile)
  const who = owner === undefined ? '' : ` (tiến trình ${owner})`
  return (
    `Thư mục dữ liệu ${dataDir} đang được một chương trình Một Cửa khác sử dụng${who}. ` +
    'Hãy dừng chương trình đó trước, hoặc đặt DATA_DIR khác.'
  )
}

function readOwner(ownerFile: string): number | undefined {
  try {
    const owner: unknown = JSON.parse(readFileSync(ownerFile, 'utf8'))
    return typeof owner === 'object' && owner !== null && 'pid' in owner ? Number(owner.pid) : undefined
  } catch {
    return undefined
  }
}
