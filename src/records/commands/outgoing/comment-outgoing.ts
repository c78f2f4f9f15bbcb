import { z } from 'zod'
import { AppError } from '../../../platform/errors.ts'
import { defineCommand } from '../../../platform/operations.ts'
import { demoOutgoingId } from '../../model/outgoing/demo-outgoing.ts'
import { maySeeOutgoing } from '../../model/outgoing/outgoing-access.ts'
import { outgoingReason } from '../../model/outgoing/outgoing-inputs.ts'
import { handlers } from '../../policy.ts'
import { addOutgoingEvent } from './change-outgoing.ts'
import { openOutgoing } from './open-outgoing.ts'

/** Góp ý dự thảo: by anybody who sees it; it stays with the version it was said of. */
export const commentOutgoing = defineCommand({
  name: 'records.commentOutgoing',
  title: 'Góp ý vào văn bản đi',
  audience: handlers,
  door: { method: 'POST', path: '/outgoing-documents/{id}/comments' },
  input: z.strictObject({ id: z.uuid(), words: outgoingReason }),
  output: z.object({ id: z.string() }),
  example: { id: demoOutgoingId('approve'), words: 'Đề nghị ghi rõ thời gian kiểm tra.' },
  async run(tx, actor, { id, words }) {
    const document = await openOutgoing(tx, actor, { id, action: 'comment' })
    if (!maySeeOutgoing(actor, { ...document, restricted: document.row.restricted }))
      throw new AppError('not_found')
    await addOutgoingEvent(tx, actor, {
      documentId: id,
      version: document.version,
      event: { kind: 'comment', words },
    })
    return { output: { id }, audit: [{ subjectType: 'outgoing_document', subjectId: id, facts: { words } }] }
  },
})

/** Ghi việc mở xem một văn bản hạn chế: every look leaves its trace, whoever looks. */
export const noteOutgoingSeen = defineCommand({
  name: 'records.noteOutgoingSeen',
  title: 'Mở xem văn bản đi hạn chế (được ghi lại)',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid(), part: z.enum(['page', 'pdf', 'docx', 'signed']) }),
  output: z.object({ id: z.string() }),
  async run(tx, actor, { id, part }) {
    const row = await tx.db
      .selectFrom('outgoing_documents as d')
      .leftJoin('outgoing_units as u', (join) =>
        join.onRef('u.office_id', '=', 'd.office_id').onRef('u.unit_id', '=', 'd.unit_id'),
      )
      .select([
        'd.restricted',
        'd.drafter_id as drafterId',
        'd.signer_id as signerId',
        'u.head_id as unitHeadId',
      ])
      .where('d.office_id', '=', actor.officeId)
      .where('d.id', '=', id)
      .executeTakeFirst()
    if (!row || !maySeeOutgoing(actor, row)) throw new AppError('not_found')
    return {
      output: { id },
      audit: [{ subjectType: 'outgoing_document', subjectId: id, facts: { seen: part } }],
    }
  },
})
