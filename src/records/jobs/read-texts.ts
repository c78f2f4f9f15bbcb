import { randomUUID } from 'node:crypto'
import { type DocumentText, readDocumentText } from '../../platform/document-text.ts'
import { fileTypes } from '../../platform/http/send-file.ts'
import type { Actor } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { keepText } from '../commands/keep-text.ts'
import { keepWordText } from '../commands/outgoing/keep-word-text.ts'
import { waitingWordTexts } from '../queries/outgoing/word-text.ts'
import { waitingTexts } from '../queries/waiting-texts.ts'

const batch = 20

type Deps = Pick<Services, 'database' | 'clock' | 'observe' | 'blobs'>

/** Reads the text of every file of the office that waits for it, one after the other. Returns how many. */
export async function readTexts(deps: Deps, officeId: string): Promise<number> {
  const actor = systemActor(officeId)
  return (await readWordDrafts(deps, actor)) + (await readIncoming(deps, actor))
}

async function readWordDrafts(deps: Deps, actor: Actor): Promise<number> {
  let total = 0
  for (;;) {
    const { files } = await read(deps, actor, waitingWordTexts, { limit: batch })
    for (const { documentId, fileId, sha256 } of files) {
      const { state, text } = await textOf(deps.blobs.path(sha256), fileTypes.docx)
      const call = { actor, requestId: randomUUID() }
      await write(deps, call, keepWordText, { documentId, fileId, state, text })
    }
    total += files.length
    if (files.length < batch) return total
  }
}

async function readIncoming(deps: Deps, actor: Actor): Promise<number> {
  let total = 0
  for (;;) {
    const { files } = await read(deps, actor, waitingTexts, { limit: batch })
    for (const { incomingId, fileId, sha256, mediaType } of files) {
      const found = await textOf(deps.blobs.path(sha256), mediaType)
      const call = { actor, requestId: randomUUID() }
      await write(deps, call, keepText, { incomingId, fileId, ...found })
    }
    total += files.length
    if (files.length < batch) return total
  }
}

async function textOf(path: string, mediaType: string): Promise<DocumentText> {
  if (mediaType === fileTypes.pdf) return readDocumentText({ path, kind: 'pdf' })
  if (mediaType === fileTypes.docx) return readDocumentText({ path, kind: 'docx' })
  return { state: 'none', text: '', pages: null }
}
