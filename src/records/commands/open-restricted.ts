import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { demoIncomingId } from '../examples.ts'
import { handlers } from '../policy.ts'
import { incomingFile, readIncomingFile } from '../queries/incoming-file.ts'
import { incomingView, readHead, readIncoming } from '../queries/incoming-view.ts'
import { addIncomingEvent } from './change-incoming.ts'

/** Mở xem văn bản hạn chế: a command, because every look is recorded, in the document's own history and in the journal. */
export const openRestricted = defineCommand({
  name: 'records.openIncoming',
  title: 'Mở xem văn bản đến hạn chế (có ghi nhật ký)',
  audience: handlers,
  door: { method: 'POST', path: '/incoming/{id}/open' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ document: incomingView }),
  example: { id: demoIncomingId('restricted') },
  async run(tx, actor, { id }) {
    const { restricted } = await readHead(tx.db, actor, id)
    if (restricted) {
      await addIncomingEvent(tx, actor, {
        incomingId: id,
        event: { kind: 'looked', words: 'Mở xem văn bản.' },
      })
    }
    return {
      output: { document: await readIncoming(tx, actor, id) },
      audit: [{ subjectType: 'incoming_document', subjectId: id, facts: { purpose: 'look', restricted } }],
    }
  },
})

/** Mở tệp của văn bản hạn chế, recorded the same way; the route of files sends its content. */
export const openRestrictedFile = defineCommand({
  name: 'records.openIncomingFile',
  title: 'Mở tệp của văn bản đến hạn chế (có ghi nhật ký)',
  audience: handlers,
  input: z.strictObject({ id: z.uuid(), fileId: z.uuid() }),
  output: incomingFile,
  async run(tx, actor, input) {
    const { restricted, ...file } = await readIncomingFile(tx.db, actor, input)
    await addIncomingEvent(tx, actor, {
      incomingId: input.id,
      event: { kind: 'looked', words: `Mở tệp “${file.name}”.`, facts: { fileId: input.fileId } },
    })
    return {
      output: file,
      audit: [
        {
          subjectType: 'incoming_document',
          subjectId: input.id,
          facts: { purpose: 'look', fileId: input.fileId, restricted },
        },
      ],
    }
  },
})
