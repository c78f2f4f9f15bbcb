import { randomBytes } from 'node:crypto'
import { mkdirSync, type ReadStream } from 'node:fs'
import { FileStore } from '@tus/file-store'
import { MemoryLocker, Server } from '@tus/server'

/** Uploads that one owner may have begun and not finished. */
const unfinishedEach = 10

/** What an upload in pieces announces of itself before its first byte. */
export interface AnnouncedUpload {
  id: string
  /** Bytes; undefined where the sender does not say. */
  size: number | undefined
  /** What the sender says besides, by name. */
  facts: Readonly<Record<string, string | null>>
}

/** An answer other than going on, as the protocol gives it: a status, and a sentence for the person who sends. */
export interface UploadRefusal {
  status_code: number
  body: string
}

export interface UploadRules {
  /** Where the uploads of this caller are addressed. */
  path: string
  /** Whose uploads they are: beyond a few unfinished ones the oldest go, so that nobody fills the disk. */
  owner: string
  /** Before anything is received. Throws an UploadRefusal. */
  admit(upload: AnnouncedUpload): Promise<void>
  /** When every byte is there; asked again when it failed and the sender tries again. Throws an UploadRefusal. */
  finish(upload: AnnouncedUpload): Promise<void>
}

/**
 * Files that come in pieces and go on where they were cut off (tus 1.0). What arrived lies on disk; a lost connection costs
 * the last piece at most.
 */
export interface PiecewiseUploads {
  /** Answers one request of the protocol. */
  answer(request: Request, rules: UploadRules): Promise<Response>
  /** The bytes that have arrived. */
  read(id: string): ReadStream
  /** Throws an upload away; absent is fine. */
  drop(id: string): Promise<void>
  /** Throws away what was begun before a moment and never finished; how many. */
  sweep(before: Date): Promise<number>
}

/** Opens the place for pieces in `directory`, made if absent. */
export function createPiecewiseUploads(directory: string): PiecewiseUploads {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const datastore = new FileStore({ directory })
  const locker = new MemoryLocker()
  const drop = (id: string) => datastore.remove(id).catch(() => {})
  /** Ids of uploads that are not finished, the oldest first. */
  async function begunBy(owner: string): Promise<string[]> {
    const ids = ((await datastore.configstore.list?.()) ?? []).filter((id) => id.startsWith(`${owner}.`))
    const begun = await Promise.all(ids.map((id) => datastore.configstore.get(id)))
    const at = new Map(ids.map((id, index) => [id, begun[index]?.creation_date ?? '']))
    return ids.toSorted((a, b) => (at.get(a) ?? '').localeCompare(at.get(b) ?? ''))
  }
  return {
    // What may be sent and what follows depends on who asks; the place and its locks are shared.
    answer(request, { path, owner, admit, finish }) {
      const server = new Server({
        path,
        datastore,
        locker,
        relativeLocation: true,
        allowedOrigins: [],
        namingFunction: () => `${owner}.${randomBytes(16).toString('hex')}`,
        onUploadCreate: async (_request, upload) => {
          await admit(announced(upload))
          const others = await begunBy(owner)
          await Promise.all(others.slice(0, -(unfinishedEach - 1)).map(drop))
          return {}
        },
        onUploadFinish: async (_request, upload) => {
          await finish(announced(upload))
          return {}
        },
      })
      return server.handleWeb(request)
    },
    read: (id) => datastore.read(id),
    drop,
    async sweep(before) {
      const ids = (await datastore.configstore.list?.()) ?? []
      const begun = await Promise.all(ids.map((id) => datastore.configstore.get(id)))
      const old = ids.filter((_, index) => {
        const at = begun[index]?.creation_date
        return !at || new Date(at) < before
      })
      await Promise.all(old.map(drop))
      return old.length
    },
  }
}

function announced(upload: {
  id: string
  size?: number | undefined
  metadata?: Record<string, string | null> | undefined
}): AnnouncedUpload {
  return { id: upload.id, size: upload.size, facts: upload.metadata ?? {} }
}
