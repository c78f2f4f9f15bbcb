import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoIncomingRef, demoOutcomeId } from '../examples.ts'
import { changedIncoming, reasonInput, unlinkInput } from '../model/incoming-inputs.ts'
import { counts } from '../model/outcome.ts'
import { handlers, leaders, requireStep } from '../policy.ts'
import { changeIncoming } from './change-incoming.ts'
import { reopenClosed, voidDocument } from './close-incoming.ts'
import { openIncoming } from './open-incoming.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Gỡ kết quả gắn nhầm: a reply or a dossier that does not belong to this document. Where nothing else counts any more,
 * a finished document is open again.
 */
export const unlinkOutcome = defineCommand({
  name: 'records.unlinkOutcome',
  title: 'Gỡ kết quả gắn nhầm khỏi văn bản đến',
  audience: handlers,
  door: { method: 'POST', path: '/incoming/{id}/unlink' },
  input: unlinkInput,
  output: changedIncoming,
  example: {
    ...demoIncomingRef('unlink'),
    outcomeId: demoOutcomeId,
    reason: 'Hồ sơ này là của văn bản số đến khác.',
  },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('unlink', document, actor)
    const outcome = document.outcomes.find(({ id }) => id === input.outcomeId)
    if (!outcome) throw new AppError('not_found', { detail: 'Không có kết quả này.' })
    if (outcome.state !== 'accepted' || (outcome.kind !== 'reply' && outcome.kind !== 'dossier')) {
      throw new AppError('wrong_state', { detail: 'Chỉ gỡ được văn bản trả lời hoặc hồ sơ đang gắn.' })
    }
    await tx.db
      .updateTable('incoming_outcomes')
      .set({ state: 'unlinked', decided_words: input.reason })
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', document.id)
      .where('id', '=', outcome.id)
      .execute()
    const left = document.outcomes.filter(({ id }) => id !== outcome.id)
    const event = {
      kind: 'outcome_unlinked',
      words: `Gỡ kết quả gắn nhầm: ${input.reason}`,
      facts: { outcomeId: outcome.id },
    }
    const mustReopen =
      document.state === 'finished' && document.forInformation === false && !left.some(counts)
    if (!mustReopen) return changeIncoming(tx, actor, { document, set: {}, event })
    const words = `${event.words} Văn bản được mở lại vì không còn kết quả nào.`
    return reopenClosed(tx, actor, { document, event: { ...event, words } })
  },
})

/** Mở lại văn bản đã kết thúc. */
export const reopenIncoming = defineCommand({
  name: 'records.reopenIncoming',
  title: 'Mở lại văn bản đến đã kết thúc',
  audience: handlers,
  door: { method: 'POST', path: '/incoming/{id}/reopen' },
  input: reasonInput,
  output: changedIncoming,
  example: { ...demoIncomingRef('reopen'), reason: 'Cấp trên yêu cầu báo cáo bổ sung.' },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('reopen', document, actor)
    if (document.leadId && document.leadId !== actor.id) {
      await tellStaff(tx, actor.officeId, {
        source: `incoming.reopened.${document.id}.${document.revision}`,
        event: 'document_reopened',
        staffIds: [document.leadId],
        document,
      })
    }
    return reopenClosed(tx, actor, {
      document,
      event: { kind: 'reopened', words: `Mở lại: ${input.reason}` },
    })
  },
})

/** Hủy số đến of a document registered by mistake, or sent to the wrong office: the number stays, with the reason. */
export const voidIncoming = defineCommand({
  name: 'records.voidIncoming',
  title: 'Hủy số đến của văn bản đăng ký nhầm',
  audience: leaders,
  door: { method: 'POST', path: '/incoming/{id}/void' },
  input: reasonInput,
  output: changedIncoming,
  example: { ...demoIncomingRef('void'), reason: 'Văn bản gửi nhầm, đã trả lại nơi gửi.' },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('void', document, actor)
    return voidDocument(tx, actor, {
      document,
      event: { kind: 'voided', words: `Hủy số đến: ${input.reason}` },
    })
  },
})
