import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, holds, type Tx } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { proposeExtensionInput } from '../model/extension-inputs.ts'
import { changedOutput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { calendarFor, chosenDate, chosenReason } from './new-date.ts'
import { type OpenDossier, openDossier } from './open-dossier.ts'

/**
 * Đề nghị xin lỗi, hẹn lại: whoever works on the dossier or received it proposes a reason and a new date (Mẫu số 04); a
 * leader decides. Takes the place of the program's own draft.
 */
export const proposeExtension = defineCommand({
  name: 'dossiers.proposeExtension',
  title: 'Đề nghị xin lỗi và hẹn lại ngày trả kết quả',
  audience: ['specialist', 'counter'],
  door: { method: 'POST', path: '/dossiers/{code}/extension' },
  input: proposeExtensionInput,
  output: changedOutput,
  example: {
    ...demoRef('proposeExtension'),
    reasonCode: 'coordination',
    reason: 'Chờ kết quả xác minh của cơ quan phối hợp.',
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireFurtherDate(dossier, actor)
    requireAction('proposeExtension', dossier, actor)
    const [calendar, reason] = await Promise.all([
      calendarFor(tx, actor, dossier),
      chosenReason(tx, actor, input.reasonCode),
    ])
    const newDueAt = chosenDate(calendar, dossier, { typed: input, now: tx.now })
    await storeProposal(tx, actor, {
      dossier,
      newDueAt,
      reasonCode: reason.code,
      publicReason: reason.name,
      reason: input.reason,
    })
    return changeDossier(tx, actor, {
      dossier,
      set: {},
      event: {
        kind: 'extension_proposed',
        publicText: 'Đã trình lãnh đạo văn bản xin lỗi và hẹn lại ngày trả kết quả.',
        note: input.reason,
        facts: { reasonCode: reason.code, dueBefore: dossier.dueAt, proposed: newDueAt },
      },
    })
  },
})

/** Says why nobody but a leader may go on, where the rule foresees no further new date. */
function requireFurtherDate({ extension, extensions, fieldCode }: OpenDossier, actor: Actor): void {
  if (!extension.isExhausted || !holds(actor, ['counter', 'specialist'], fieldCode)) return
  throw new AppError('wrong_state', {
    detail: `Hồ sơ đã hẹn lại ${extensions.granted} lần, quy định cho phép ${extensions.allowed} lần. Chỉ lãnh đạo được hẹn lại thêm, kèm lý do; hãy báo cáo lãnh đạo.`,
  })
}

export interface Proposal {
  dossier: OpenDossier
  newDueAt: Date
  reasonCode: string
  publicReason: string
  reason: string
}

/** Stores it in the place of an open draft, or as a new row. Returns the number of the row. */
export async function storeProposal(tx: Tx, actor: Actor, proposal: Proposal): Promise<number> {
  const { dossier } = proposal
  const values = {
    state: 'proposed',
    reason_code: proposal.reasonCode,
    public_reason: proposal.publicReason,
    reason: proposal.reason,
    due_before: dossier.dueAt,
    proposed_due_at: proposal.newDueAt,
    proposed_by: actor.id,
    proposed_by_name: actor.name,
    proposed_at: tx.now,
  }
  const draft = await tx.db
    .updateTable('dossier_extensions')
    .set(values)
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .where('state', '=', 'draft')
    .returning('sequence')
    .executeTakeFirst()
  if (draft) return draft.sequence
  const last = await tx.db
    .selectFrom('dossier_extensions')
    .select((of) => of.fn.max('sequence').as('sequence'))
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .executeTakeFirst()
  // The dossier is locked, so that nobody takes the same number.
  const sequence = (last?.sequence ?? 0) + 1
  await tx.db
    .insertInto('dossier_extensions')
    .values({ office_id: actor.officeId, dossier_id: dossier.id, sequence, drafted_at: tx.now, ...values })
    .execute()
  return sequence
}
