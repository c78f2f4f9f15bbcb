import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoIncomingRef } from '../examples.ts'
import { changedIncoming, reasonInput } from '../model/incoming-inputs.ts'
import { handlers, requireStep } from '../policy.ts'
import { directionInForce, endAssignment, passLead } from './assign-incoming.ts'
import { changeIncoming } from './change-incoming.ts'
import { type OpenIncoming, openIncoming } from './open-incoming.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Trả lại ý kiến giao: the lead says why it is not for them; the document goes back before the leaders, or to the head of the
 * unit who named them.
 */
export const returnDirection = defineCommand({
  name: 'records.returnDirection',
  title: 'Trả lại ý kiến giao xử lý văn bản',
  audience: handlers,
  door: { method: 'POST', path: '/incoming/{id}/return-direction' },
  input: reasonInput,
  output: changedIncoming,
  example: { ...demoIncomingRef('returnDirection'), reason: 'Việc này thuộc Phòng Văn hóa - Xã hội.' },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('returnDirection', document, actor)
    if (document.headId !== null && document.headId !== actor.id) {
      return returnToHead(tx, actor, {
        document: { ...document, headId: document.headId },
        reason: input.reason,
      })
    }
    const ended = await tx.db
      .updateTable('incoming_directions')
      .set({ ended_at: tx.now, ended_as: 'returned', ended_words: input.reason })
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', document.id)
      .where('ended_at', 'is', null)
      .returning(['id', 'directed_by'])
      .executeTakeFirstOrThrow()
    await tx.db
      .deleteFrom('incoming_recipients')
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', document.id)
      .execute()
    await tellStaff(tx, actor.officeId, {
      source: `incoming.returned.${ended.id}`,
      event: 'document_sent_back',
      staffIds: [ended.directed_by],
      document,
    })
    return changeIncoming(tx, actor, {
      document,
      set: {
        state: 'registered',
        lead_id: null,
        due_on: null,
        for_information: null,
        returned_words: `${actor.name}: ${input.reason}`,
      },
      event: { kind: 'direction_returned', words: `Trả lại ý kiến giao: ${input.reason}` },
    })
  },
})

async function returnToHead(
  tx: Tx,
  actor: Actor,
  { document, reason }: { document: OpenIncoming & { headId: string }; reason: string },
) {
  const direction = await directionInForce(tx, actor, document.id)
  await endAssignment(tx, actor, { document, as: 'returned', words: reason })
  await passLead(tx, actor, { document, to: document.headId, isBack: true })
  await tellStaff(tx, actor.officeId, {
    source: `incoming.returned.${document.id}.${document.revision}`,
    event: 'document_sent_back',
    staffIds: [document.headId],
    document,
  })
  return changeIncoming(tx, actor, {
    document,
    set: {
      state: 'directed',
      lead_id: document.headId,
      due_on: direction.dueOn,
      returned_words: `${actor.name}: ${reason}`,
    },
    event: { kind: 'assignment_returned', words: `Trả lại lãnh đạo đơn vị: ${reason}` },
  })
}
