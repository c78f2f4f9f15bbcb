import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoIncomingRef } from '../examples.ts'
import { changedIncoming, decideInput } from '../model/incoming-inputs.ts'
import { leaders, requireStep } from '../policy.ts'
import { changeIncoming } from './change-incoming.ts'
import { closeIncoming } from './close-incoming.ts'
import { openIncoming } from './open-incoming.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Duyệt hoặc trả lại kết quả: a leader who did not propose it accepts, which finishes the document, or returns it and
 * says what is missing.
 */
export const decideOutcome = defineCommand({
  name: 'records.decideOutcome',
  title: 'Duyệt hoặc trả lại kết quả xử lý văn bản đến',
  audience: leaders,
  input: decideInput,
  output: changedIncoming,
  example: { ...demoIncomingRef('decideOutcome'), accept: true },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    const proposal = document.outcomes.find(({ state }) => state === 'proposed')
    if (proposal?.proposedBy === actor.id) {
      throw new AppError('not_allowed', {
        detail: 'Kết quả do chính bạn trình. Phải do một lãnh đạo khác duyệt.',
      })
    }
    requireStep('decideOutcome', document, actor)
    if (!proposal) throw new AppError('wrong_state')
    if (!input.accept && input.words.length < 10) {
      throw new AppError('invalid_input', {
        fields: { words: 'Hãy ghi điều cần làm thêm (ít nhất 10 ký tự) khi trả lại.' },
      })
    }
    await tx.db
      .updateTable('incoming_outcomes')
      .set({
        state: input.accept ? 'accepted' : 'returned',
        approved_by: actor.id,
        approved_at: tx.now,
        decided_words: input.words,
      })
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', document.id)
      .where('id', '=', proposal.id)
      .execute()
    await tellStaff(tx, actor.officeId, {
      source: `incoming.decided.${proposal.id}`,
      event: 'document_decided',
      staffIds: [proposal.proposedBy],
      document,
    })
    const facts = { outcomeId: proposal.id }
    if (!input.accept) {
      const event = { kind: 'outcome_returned', words: `Trả lại kết quả: ${input.words}`, facts }
      return changeIncoming(tx, actor, { document, set: { state: 'in_progress' }, event })
    }
    const accepted = { ...proposal, state: 'accepted', approvedBy: actor.id } as const
    const outcomes = document.outcomes.map((outcome) => (outcome.id === proposal.id ? accepted : outcome))
    const words = ['Đồng ý kết quả. Văn bản kết thúc.', input.words].filter(Boolean).join(' ')
    return closeIncoming(tx, actor, {
      document: { ...document, outcomes },
      event: { kind: 'outcome_accepted', words, facts },
    })
  },
})
