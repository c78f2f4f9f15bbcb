import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { extendForPauses } from '../../calendar/model/pauses.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoMoreRef, demoRecallRef } from '../examples.ts'
import { changedLegOutput, recallLegInput, supplementLegInput } from '../model/inputs.ts'
import { sendingRoles } from '../policy.ts'
import { addLegEvent, authorOf } from './leg-events.ts'
import { changeLeg, type OpenLeg, openLeg } from './open-leg.ts'
import { filesToSend, queuePackage } from './queue-package.ts'
import { tellCitizen } from './tell-citizen.ts'

/** Gửi bổ sung: what the partner asked for. Its clock, which stood still meanwhile, goes on from there. */
export const supplementLeg = defineCommand({
  name: 'interlink.supplement',
  title: 'Gửi bổ sung cho cơ quan phối hợp',
  audience: sendingRoles,
  door: { method: 'POST', path: '/legs/{legId}/supplement' },
  input: supplementLegInput,
  output: changedLegOutput,
  example: { ...demoMoreRef, text: 'Gửi bổ sung theo đề nghị.' },
  async run(tx, actor, input) {
    const leg = await openLeg(tx, actor, { ...input, action: 'supplement' })
    const files = await filesToSend(tx, actor, input.fileIds)
    const dueAt = await dueAfterPause(tx, actor, leg)
    const sequence = leg.outSequence + 1
    const content = { text: input.text, answerBy: dueAt.toISOString(), writer: writerOf(actor) }
    await queuePackage(tx, actor, {
      partner: leg.partner,
      leg: { id: leg.id, sequence },
      body: { kind: 'supplement', content },
      files,
    })
    const set = { state: 'delivered', paused_since: null, due_at: dueAt, out_sequence: sequence } as const
    const revision = await changeLeg(tx, actor, leg, set)
    await addLegEvent(tx, actor, {
      legId: leg.id,
      kind: 'supplement',
      text: input.text,
      author: authorOf(actor),
      files: files.map(({ id, name }) => ({ id, label: name })),
    })
    await tellCitizen(tx, actor, {
      dossierId: leg.dossierId,
      kind: 'partner_supplemented',
      publicText: `Đã gửi bổ sung cho ${leg.partner.name}, hẹn trả lời ${formatShortMoment(dueAt)}.`,
      note: input.text,
    })
    const facts = { code: leg.dossierCode, dueBefore: leg.dueAt, dueAfter: dueAt, files: files.length }
    return {
      output: { id: leg.id, state: 'delivered', revision },
      audit: [{ subjectType: 'leg', subjectId: leg.id, facts }],
    }
  },
})

/** The due time of a leg, later by the working time that its partner waited for us. */
async function dueAfterPause(tx: Tx, actor: Actor, leg: OpenLeg): Promise<Date> {
  if (!leg.pausedSince) return leg.dueAt
  const to = new Date(Math.max(tx.now.getTime(), leg.pausedSince.getTime()))
  const window = { from: localDate(leg.sentAt), to: addDays(localDate(tx.now), 800) }
  const calendar = await loadCalendar(tx.db, actor.officeId, window)
  return extendForPauses(calendar, leg.dueAt, [{ from: leg.pausedSince, to }])
}

/** Thu hồi: what was asked is needed no more. A partner that is working on it is told. */
export const recallLeg = defineCommand({
  name: 'interlink.recall',
  title: 'Thu hồi đề nghị phối hợp',
  audience: sendingRoles,
  door: { method: 'POST', path: '/legs/{legId}/recall' },
  input: recallLegInput,
  output: changedLegOutput,
  example: { ...demoRecallRef, reason: 'Công dân đã tự bổ sung giấy xác nhận.' },
  async run(tx, actor, input) {
    const leg = await openLeg(tx, actor, { ...input, action: 'recall' })
    const isTold = leg.via !== 'paper' && leg.state !== 'undelivered' && !(await wasHeldBack(tx, actor, leg))
    const sequence = leg.outSequence + (isTold ? 1 : 0)
    if (isTold) {
      await queuePackage(tx, actor, {
        partner: leg.partner,
        leg: { id: leg.id, sequence },
        body: { kind: 'recall', content: { text: input.reason, writer: writerOf(actor) } },
        files: [],
      })
    }
    const set = { state: 'recalled', ended_at: tx.now, paused_since: null, out_sequence: sequence } as const
    const revision = await changeLeg(tx, actor, leg, set)
    await addLegEvent(tx, actor, {
      legId: leg.id,
      kind: 'recall',
      text: input.reason,
      author: authorOf(actor),
    })
    await tellCitizen(tx, actor, {
      dossierId: leg.dossierId,
      kind: 'partner_recalled',
      publicText: `Đã thu hồi đề nghị phối hợp gửi ${leg.partner.name}.`,
      note: input.reason,
    })
    return {
      output: { id: leg.id, state: 'recalled', revision },
      audit: [
        { subjectType: 'leg', subjectId: leg.id, facts: { code: leg.dossierCode, reason: input.reason } },
      ],
    }
  },
})

/** Whether the request had not set out yet, and now never will: then its partner has nothing to forget. */
async function wasHeldBack(tx: Tx, { officeId }: Actor, leg: OpenLeg): Promise<boolean> {
  if (leg.state !== 'sending') return false
  const held = await tx.db
    .updateTable('interlink_packages')
    .set({ state: 'dropped', ended_at: tx.now, reason: 'Đã thu hồi trước khi gửi.' })
    .where('office_id', '=', officeId)
    .where('leg_id', '=', leg.id)
    .where('kind', '=', 'request')
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .executeTakeFirst()
  return held.numUpdatedRows > 0n
}

export function writerOf({ name, post }: Actor): { name: string; post: string } {
  return { name, post }
}
