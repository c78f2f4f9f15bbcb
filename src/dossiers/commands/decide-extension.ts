import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { decideExtensionInput, reappointInput } from '../model/extension-inputs.ts'
import { changedOutput } from '../model/inputs.ts'
import { newDateProblem } from '../model/new-date.ts'
import { requireAction } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { calendarFor, chosenDate, chosenReason, grantNewDate } from './new-date.ts'
import { type OpenDossier, openDossier } from './open-dossier.ts'
import { storeProposal } from './propose-extension.ts'

/** Quyết định hẹn lại: a leader grants the proposed new date, and signs for it, or refuses it. */
export const decideExtension = defineCommand({
  name: 'dossiers.decideExtension',
  title: 'Quyết định xin lỗi và hẹn lại ngày trả kết quả',
  audience: ['leader'],
  door: { method: 'POST', path: '/dossiers/{code}/extension/decision' },
  input: decideExtensionInput,
  output: changedOutput,
  // To refuse is always possible; a proposed date may be past by the time somebody tries this.
  example: { ...demoRef('decideExtension'), accept: false, note: 'Hồ sơ làm kịp ngày đã hẹn.' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('decideExtension', dossier, actor)
    const proposal = await openProposal(tx, actor, dossier)
    if (!input.accept) return refuse(tx, actor, { dossier, sequence: proposal.sequence, note: input.note })
    if (dossier.extension.isExhausted && !input.repeatReason) {
      throw new AppError('invalid_input', {
        fields: {
          repeatReason: `Hồ sơ đã hẹn lại ${dossier.extensions.granted} lần. Hãy ghi vì sao phải hẹn lại thêm lần nữa.`,
        },
      })
    }
    const calendar = await calendarFor(tx, actor, dossier)
    const newDueAt = proposal.proposed_due_at
    const problem = newDateProblem(calendar, { now: tx.now, dueAt: dossier.dueAt, newDueAt })
    if (problem) {
      throw new AppError('wrong_state', {
        detail: `Ngày hẹn mới được đề nghị không còn dùng được: ${problem} Hãy không đồng ý để cán bộ đề nghị ngày khác.`,
      })
    }
    const note = [input.note, input.repeatReason].filter(Boolean).join(' ')
    const { reason_code: reasonCode, public_reason: publicReason, reason, sequence } = proposal
    const grant = { newDueAt, reasonCode, publicReason, reason, note, sequence }
    return grantNewDate(tx, actor, { dossier, calendar, grant })
  },
})

/** Hẹn lại thêm lần nữa: beyond what the rule foresees, a leader alone sets the date and says why. Flagged for good. */
export const reappoint = defineCommand({
  name: 'dossiers.reappoint',
  title: 'Hẹn lại ngày trả kết quả thêm lần nữa',
  audience: ['leader'],
  door: { method: 'POST', path: '/dossiers/{code}/extension/repeat' },
  input: reappointInput,
  output: changedOutput,
  example: {
    ...demoRef('reappoint'),
    reasonCode: 'coordination',
    reason: 'Cơ quan phối hợp chưa trả lời.',
    repeatReason: 'Đã đôn đốc hai lần; cơ quan phối hợp hẹn trả lời trong tuần tới.',
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('reappoint', dossier, actor)
    const [calendar, { code, name }] = await Promise.all([
      calendarFor(tx, actor, dossier),
      chosenReason(tx, actor, input.reasonCode),
    ])
    const newDueAt = chosenDate(calendar, dossier, { typed: input, now: tx.now })
    const proposal = { newDueAt, reasonCode: code, publicReason: name, reason: input.reason }
    const sequence = await storeProposal(tx, actor, { dossier, ...proposal })
    const grant = { ...proposal, note: input.repeatReason, sequence }
    return grantNewDate(tx, actor, { dossier, calendar, grant })
  },
})

async function openProposal(tx: Tx, actor: Actor, dossier: OpenDossier) {
  const row = await tx.db
    .selectFrom('dossier_extensions')
    .select(['sequence', 'reason_code', 'public_reason', 'reason', 'proposed_due_at'])
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  if (!row?.proposed_due_at) throw new AppError('stale')
  return { ...row, proposed_due_at: row.proposed_due_at }
}

async function refuse(
  tx: Tx,
  actor: Actor,
  { dossier, sequence, note }: { dossier: OpenDossier; sequence: number; note: string },
) {
  if (!note) {
    throw new AppError('invalid_input', { fields: { note: 'Hãy ghi vì sao không đồng ý, để cán bộ biết.' } })
  }
  await tx.db
    .updateTable('dossier_extensions')
    .set({
      state: 'refused',
      decided_by: actor.id,
      decided_by_name: actor.name,
      decided_at: tx.now,
      decision_note: note,
    })
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .where('sequence', '=', sequence)
    .execute()
  return changeDossier(tx, actor, {
    dossier,
    set: {},
    event: {
      kind: 'extension_refused',
      publicText: 'Lãnh đạo chưa đồng ý hẹn lại; hồ sơ giữ ngày hẹn đã ghi.',
      note,
    },
  })
}
