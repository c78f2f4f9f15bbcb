import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, type ReadStream, readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'

/** What the store knows of a content: its SHA-256 as 64 lower-case hex digits, and its size in bytes. */
export interface StoredBlob {
  sha256: string
  size: number
}

/** A content that lies complete on disk but is not in the store yet: to be looked at, then kept or discarded. */
export interface ArrivedBlob extends StoredBlob {
  /** Where it lies meanwhile, under a name of the program's own. */
  path: string
}

/** Why a content was not stored. Both leave nothing behind in the store. */
export type BlobErrorCode = 'file_too_large' | 'storage_full'

/** Contents by their SHA-256. The same content is kept once, whoever stored it and however often. */
export interface BlobStore {
  /**
   * Stores a content as it arrives, never holding more than one chunk. When this resolves, the content is on
   * disk and survives a power cut. Rejects with `code` `file_too_large` at the first byte over `limitBytes`
   * (the source is closed, not drained), with `storage_full` when the disk has no room, or with the source's
   * own error.
   */
  put(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<StoredBlob>
  /**
   * The first half of `put`, with the same limit and errors: for contents that are looked at before they are kept.
   * Nothing of a refused content ever enters the store, where the same bytes may belong to somebody else.
   */
  arrive(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<ArrivedBlob>
  /** The second half of `put`. Resolves when the content is in the store and survives a power cut. */
  keep(arrived: ArrivedBlob): Promise<StoredBlob>
  /** Throws an arrived content away; one that was kept meanwhile is not touched. */
  discard(arrived: ArrivedBlob): Promise<void>
  /** The content as a stream, or the bytes `start` to `end` (both included) of it. Emits ENOENT if absent. */
  read(sha256: string, range?: { start: number; end: number }): ReadStream
  /** Where the content lies on this machine, for programs that want a file. Not to be written to. */
  path(sha256: string): string
  has(sha256: string): Promise<boolean>
  /** Forgets a content; absent is fine. The caller knows that no row refers to it any more. */
  remove(sha256: string): Promise<void>
  /**
   * The same, but only where it was last kept before a moment: whoever kept it since may be about to write a row. Whether it
   * is gone.
   */
  removeOlder(sha256: string, before: Date): Promise<boolean>
}

/** Tells an error of `put` from any other. */
export function blobErrorCode(error: unknown): BlobErrorCode | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'file_too_large' || code === 'storage_full' ? code : null
}

/**
 * Opens the store in `directory` (made if absent) and throws away what uploads of a killed program left half
 * written. Files lie at `ab/cd/<sha256>`; two levels keep folders small for millions of files.
 */
export function createBlobStore(directory: string): BlobStore {
  const arriving = join(directory, 'tmp')
  mkdirSync(arriving, { recursive: true, mode: 0o700 })
  removeLeftovers(arriving)
  const path = (sha256: string) => blobPath(directory, sha256)
  return {
    put: async (source, limitBytes) => keepBlob(directory, await arriveBlob(arriving, source, limitBytes)),
    arrive: (source, limitBytes) => arriveBlob(arriving, source, limitBytes),
    keep: (arrived) => keepBlob(directory, arrived),
    discard: (arrived) => rm(arrived.path, { force: true }),
    read: (sha256, range) => createReadStream(path(sha256), range),
    path,
    has: async (sha256) => (await sizeOf(path(sha256))) !== null,
    remove: (sha256) => rm(path(sha256), { force: true }),
    removeOlder: async (sha256, before) => {
      const found = await stat(path(sha256)).catch(() => null)
      if (found && found.mtime >= before) return false
      await rm(path(sha256), { force: true })
      return true
    },
  }
}

function blobPath(directory: string, sha256: string): string {
  // A digest is the only thing that ever becomes part of a path, so no name of a user can climb out.
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a SHA-256 in lower-case hex')
  return join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

async function arriveBlob(
  arriving: string,
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<ArrivedBlob> {
  const path = join(arriving, `${process.pid}-${randomUUID()}.part`)
  // A sender may break off while the file is being opened, before anyone reads: unheard, that error would end
  // the program. Reading reports it again.
  if (source instanceof Readable) source.on('error', () => {})
  try {
    return { ...(await writeTemporary(path, source, limitBytes)), path }
  } catch (error) {
    await rm(path, { force: true })
    throw asBlobError(error)
  }
}

async function keepBlob(directory: string, arrived: ArrivedBlob): Promise<StoredBlob> {
  const { sha256, size } = arrived
  try {
    await settle(arrived.path, blobPath(directory, sha256))
    return { sha256, size }
  } catch (error) {
    await rm(arrived.path, { force: true })
    throw asBlobError(error)
  }
}

async function writeTemporary(
  temporary: string,
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<StoredBlob> {
  const hash = createHash('sha256')
  const file = await open(temporary, 'wx', 0o600)
  let size = 0
  try {
    for await (const chunk of source) {
      size += chunk.byteLength
      if (size > limitBytes) throw blobError('file_too_large', `over ${limitBytes} bytes`)
      hash.update(chunk)
      await writeAll(file, chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** A write may take only a part of what it is given, above all just before a disk is full. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let offset = 0
  while (offset < chunk.byteLength) {
    const { bytesWritten } = await file.write(chunk, offset)
    offset += bytesWritten
  }
}

/**
 * Gives the finished file its name. One that is there already is replaced by the same bytes, or a damaged one by sound ones:
 * so the file is as old as the last time it was kept.
 */
async function settle(temporary: string, final: string): Promise<void> {
  const folder = dirname(final)
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 })
  await rename(temporary, final)
  // The name itself must be on disk before anyone is told that the file is kept, and so must new folders.
  await syncFolder(folder)
  if (firstMade) {
    await syncFolder(dirname(folder))
    await syncFolder(dirname(dirname(folder)))
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * Removes the temporary files of programs that are gone. Another living program on the same store (web and
 * jobs apart) keeps its own. In a container every program may have the same process id, so files of our own
 * id count as left over when they are older than this program.
 */
function removeLeftovers(arriving: string): void {
  for (const name of readdirSync(arriving)) {
    const owner = Number.parseInt(name, 10)
    const path = join(arriving, name)
    const ours = owner === process.pid
    const leftover = ours ? writtenBeforeThisProgram(path) : !isAlive(owner)
    if (leftover) rmSync(path, { force: true, recursive: true })
  }
}

function writtenBeforeThisProgram(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false })
  return status !== undefined && status.mtimeMs < performance.timeOrigin
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

function asBlobError(error: unknown): unknown {
  const code = systemCode(error)
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
  return full ? blobError('storage_full', 'no room for the file', error) : error
}

function blobError(code: BlobErrorCode, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code })
}

function systemCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
