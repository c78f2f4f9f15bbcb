import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { changedOutput, sendBackInput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { handOver } from './hand-over.ts'
import { openDossier } from './open-dossier.ts'

/** Chuyển trả bước trước, with a reason; the dossier goes back to the officer who handed it on. */
export const sendBackDossier = defineCommand({
  name: 'dossiers.sendBack',
  title: 'Chuyển trả hồ sơ về bước trước',
  audience: ['specialist', 'counter', 'clerk', 'leader'],
  door: { method: 'POST', path: '/dossiers/{code}/send-back' },
  input: sendBackInput,
  output: changedOutput,
  example: { ...demoRef('sendBack'), reason: 'Thiếu ý kiến thẩm định.' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('sendBack', dossier, actor)
    const previous = dossier.steps[dossier.step - 1]
    if (!previous) throw new AppError('wrong_state')
    const before = await tx.db
      .selectFrom('dossier_handovers')
      .select('from_staff_id')
      .where('office_id', '=', actor.officeId)
      .where('dossier_id', '=', dossier.id)
      .where('from_step', '=', previous.ordinal)
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst()
    const toStaffId = before?.from_staff_id ?? null
    await handOver(tx, actor, {
      dossier,
      toStep: previous.ordinal,
      toStaffId,
      note: `Chuyển trả: ${input.reason}`,
    })
    if (dossier.result === 'approved') await reopenDraft()
    return changeDossier(tx, actor, {
      dossier,
      set: { step: previous.ordinal, holder_id: toStaffId },
      event: {
        kind: 'sent_back',
        publicText: `Chuyển lại bước “${previous.name}” để hoàn chỉnh.`,
        note: input.reason,
      },
    })

    /** What a leader approved and a clerk sent back has to be approved again. */
    async function reopenDraft() {
      await tx.db
        .updateTable('dossier_results')
        .set({ state: 'draft', approved_by: null, approved_at: null })
        .where('office_id', '=', actor.officeId)
        .where('dossier_id', '=', dossier.id)
        .execute()
    }
  },
})
