import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { dayNumber } from '../../calendar/model/local-time.ts'
import { closingOf } from '../../calendar/model/working-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoIncomingRef, demoNewRef, demoPaperRef } from '../examples.ts'
import { answerLegInput, changedLegOutput, legRefInput, recordAnswerInput } from '../model/inputs.ts'
import type { LegState } from '../model/leg.ts'
import { type Outcome, outcomes } from '../model/outcomes.ts'
import { answeringRoles, sendingRoles } from '../policy.ts'
import { addLegEvent, authorOf } from './leg-events.ts'
import { changeLeg, openLeg } from './open-leg.ts'
import { filesToSend, queuePackage } from './queue-package.ts'
import { writerOf } from './supplement-leg.ts'
import { tellCitizen } from './tell-citizen.ts'

/** Nhận giải quyết: what a partner asks lies with this member from now on. */
export const takeLeg = defineCommand({
  name: 'interlink.take',
  title: 'Nhận giải quyết đề nghị phối hợp',
  audience: answeringRoles,
  door: { method: 'POST', path: '/legs/{legId}/take' },
  input: legRefInput,
  output: changedLegOutput,
  example: demoNewRef,
  async run(tx, actor, input) {
    const leg = await openLeg(tx, actor, { ...input, action: 'take' })
    const revision = await changeLeg(tx, actor, leg, { state: 'taken', holder_id: actor.id })
    await addLegEvent(tx, actor, {
      legId: leg.id,
      kind: 'taken',
      text: 'Đã nhận giải quyết.',
      author: authorOf(actor),
    })
    return {
      output: { id: leg.id, state: 'taken', revision },
      audit: [{ subjectType: 'leg', subjectId: leg.id, facts: { code: leg.dossierCode } }],
    }
  },
})

const stateAfter: Readonly<Record<Outcome, LegState>> = {
  result: 'answered',
  refused: 'declined',
  more: 'more',
  longer: 'taken',
}

/** Trả lời: the result with its files, a refusal, what is missing, or a later day. It goes back the way it came. */
export const answerLeg = defineCommand({
  name: 'interlink.answer',
  title: 'Trả lời đề nghị phối hợp',
  audience: answeringRoles,
  door: { method: 'POST', path: '/legs/{legId}/answer' },
  input: answerLegInput,
  output: changedLegOutput,
  example: { ...demoIncomingRef, outcome: 'result', text: 'Thửa đất không có tranh chấp.' },
  async run(tx, actor, input) {
    const leg = await openLeg(tx, actor, { ...input, action: 'answer' })
    const promisedAt = await promisedTime(tx, actor, input)
    const files = await filesToSend(tx, actor, input.fileIds)
    const sequence = leg.outSequence + 1
    const { outcome, text } = input
    await queuePackage(tx, actor, {
      partner: leg.partner,
      leg: { id: leg.id, sequence },
      body: {
        kind: 'answer',
        content: { outcome, text, promisedAt: promisedAt?.toISOString() ?? null, writer: writerOf(actor) },
      },
      files,
    })
    const state = stateAfter[outcome]
    const hasEnded = state === 'answered' || state === 'declined'
    const revision = await changeLeg(tx, actor, leg, {
      state,
      out_sequence: sequence,
      answer: text,
      holder_id: leg.holderId ?? actor.id,
      ...(hasEnded ? { ended_at: tx.now } : {}),
      ...(state === 'more' ? { paused_since: tx.now } : {}),
      ...(promisedAt ? { promised_at: promisedAt } : {}),
    })
    await addLegEvent(tx, actor, {
      legId: leg.id,
      kind: outcome,
      text: promisedAt ? `${text}\nDự kiến trả lời ${formatShortMoment(promisedAt)}.` : text,
      author: authorOf(actor),
      files: files.map(({ id, name }) => ({ id, label: name })),
    })
    const facts = { code: leg.dossierCode, outcome, promisedAt, files: files.length }
    return {
      output: { id: leg.id, state, revision },
      audit: [{ subjectType: 'leg', subjectId: leg.id, facts }],
    }
  },
})

/** Of an answer that takes longer, closing time of the day it names; null for any other. */
async function promisedTime(
  tx: Tx,
  actor: Actor,
  { outcome, promisedOn }: { outcome: Outcome; promisedOn: string | null },
): Promise<Date | null> {
  if (outcome !== 'longer') return null
  const wrong = (sentence: string) => new AppError('invalid_input', { fields: { promisedOn: sentence } })
  if (!promisedOn) throw wrong('Hãy ghi ngày dự kiến trả lời.')
  const calendar = await loadCalendar(tx.db, actor.officeId, { from: promisedOn, to: promisedOn })
  try {
    const promised = closingOf(calendar, dayNumber(promisedOn))
    if (promised > tx.now) return promised
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw wrong('Ngày này không phải ngày làm việc. Hãy chọn ngày khác.')
  }
  throw wrong('Ngày dự kiến trả lời phải ở phía trước.')
}

/** Ghi trả lời bằng giấy: what a partner has answered to a dossier that went to it on paper. */
export const recordAnswer = defineCommand({
  name: 'interlink.recordAnswer',
  title: 'Ghi trả lời bằng giấy của cơ quan phối hợp',
  audience: sendingRoles,
  door: { method: 'POST', path: '/legs/{legId}/paper-answer' },
  input: recordAnswerInput,
  output: changedLegOutput.extend({ ended: z.boolean() }),
  example: { ...demoPaperRef, outcome: 'longer', text: 'Chờ đo đạc lại.', promisedOn: '2030-01-15' },
  async run(tx, actor, input) {
    const leg = await openLeg(tx, actor, { ...input, action: 'recordAnswer' })
    const promisedAt = await promisedTime(tx, actor, input)
    const files = await filesToSend(tx, actor, input.fileIds)
    const { outcome, text } = input
    const ended = outcome !== 'longer'
    const state = ended ? stateAfter[outcome] : 'delivered'
    const revision = await changeLeg(tx, actor, leg, {
      state,
      answer: text,
      ...(ended ? { ended_at: tx.now } : {}),
      ...(promisedAt ? { promised_at: promisedAt } : {}),
    })
    await addLegEvent(tx, actor, {
      legId: leg.id,
      kind: outcome,
      text,
      author: `${leg.partner.name} (bản giấy, ${authorOf(actor)} ghi)`,
      files: files.map(({ id, name }) => ({ id, label: name })),
    })
    await tellCitizen(tx, actor, {
      dossierId: leg.dossierId,
      kind: 'partner_answered',
      publicText: `${leg.partner.name} đã trả lời: ${outcomes[outcome].toLowerCase()}.`,
      note: text,
    })
    return {
      output: { id: leg.id, state, revision, ended },
      audit: [
        { subjectType: 'leg', subjectId: leg.id, facts: { code: leg.dossierCode, outcome, promisedAt } },
      ],
    }
  },
})
