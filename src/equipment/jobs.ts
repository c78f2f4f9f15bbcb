import { randomUUID } from 'node:crypto'
import { readDocumentText } from '../platform/document-text.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { keepPages } from './commands/keep-pages.ts'
import { uncountedFiles } from './queries/uncounted-files.ts'

const batch = 50
/** Only the number of pages is wanted: reading stops at the first one. */
const limits = { pageLimit: 1, milliseconds: 20_000, memory: 256 }

/** Counts the pages of what was scanned into dossiers and not counted yet. Returns how many files. */
export async function countPages(
  deps: Pick<Services, 'database' | 'clock' | 'observe' | 'blobs'>,
  officeId: string,
): Promise<number> {
  const actor = systemActor(officeId)
  let total = 0
  for (;;) {
    const { files } = await read(deps, actor, uncountedFiles, { limit: batch })
    if (files.length === 0) return total
    const counted: { fileId: string; pages: number | null }[] = []
    for (const { fileId, sha256 } of files) {
      const { pages } = await readDocumentText({ path: deps.blobs.path(sha256), kind: 'pdf' }, limits)
      counted.push({ fileId, pages: pages !== null && pages > 0 ? pages : null })
    }
    await write(deps, { actor, requestId: randomUUID() }, keepPages, { files: counted })
    total += files.length
    if (files.length < batch) return total
  }
}
