import { defineCommand } from '../../platform/operations.ts'
import { demoIncomingRef } from '../examples.ts'
import { changedIncoming, plainInput, progressInput } from '../model/incoming-inputs.ts'
import { handlers, requireStep } from '../policy.ts'
import { addIncomingEvent, changeIncoming } from './change-incoming.ts'
import { openIncoming } from './open-incoming.ts'

/** Nhận xử lý: the lead takes the document up. */
export const takeUpIncoming = defineCommand({
  name: 'records.takeUpIncoming',
  title: 'Nhận xử lý văn bản đến',
  audience: handlers,
  door: { method: 'POST', path: '/incoming/{id}/take-up' },
  input: plainInput,
  output: changedIncoming,
  example: demoIncomingRef('takeUp'),
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('takeUp', document, actor)
    await tx.db
      .updateTable('incoming_recipients')
      .set({ seen_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', document.id)
      .where('staff_id', '=', actor.id)
      .where('seen_at', 'is', null)
      .execute()
    return changeIncoming(tx, actor, {
      document,
      set: { state: 'in_progress' },
      event: { kind: 'taken_up', words: 'Nhận xử lý.' },
    })
  },
})

/** Ghi tiến độ, by the lead or whoever coordinates; column 5 of the tracking register shows the latest. */
export const noteIncomingProgress = defineCommand({
  name: 'records.noteIncomingProgress',
  title: 'Ghi tiến độ xử lý văn bản đến',
  audience: handlers,
  door: { method: 'POST', path: '/incoming/{id}/progress' },
  input: progressInput,
  output: changedIncoming,
  example: { ...demoIncomingRef('noteProgress'), words: 'Đã lấy số liệu của các thôn, đang tổng hợp.' },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('noteProgress', document, actor)
    return changeIncoming(tx, actor, {
      document,
      set: {},
      event: { kind: 'progress', words: input.words },
    })
  },
})

/** Đã xem: whoever coordinates or was to know says that they have read it; it leaves their inbox. */
export const noteIncomingSeen = defineCommand({
  name: 'records.noteIncomingSeen',
  title: 'Xác nhận đã xem văn bản đến',
  audience: handlers,
  door: { method: 'POST', path: '/incoming/{id}/seen' },
  input: plainInput,
  output: changedIncoming,
  example: demoIncomingRef('noteSeen'),
  async run(tx, actor, input) {
    // Whatever others did meanwhile, it was seen.
    const document = await openIncoming(tx, actor, { id: input.id })
    requireStep('noteSeen', document, actor)
    await tx.db
      .updateTable('incoming_recipients')
      .set({ seen_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', document.id)
      .where('staff_id', '=', actor.id)
      .execute()
    await addIncomingEvent(tx, actor, {
      incomingId: document.id,
      event: { kind: 'seen', words: 'Đã xem văn bản.' },
    })
    const { id, revision, state } = document
    return {
      output: { id, revision, state },
      audit: [{ subjectType: 'incoming_document', subjectId: id, facts: { event: 'seen' } }],
    }
  },
})
