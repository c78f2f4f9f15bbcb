import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { officersOnDuty } from '../../staff/queries.ts'
import { demoRef } from '../examples.ts'
import { changedOutput, forwardInput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { handOver } from './hand-over.ts'
import { openDossier } from './open-dossier.ts'

/** Chuyển bước: hands the dossier to the next step, to a named officer or to whoever has the duty. */
export const forwardDossier = defineCommand({
  name: 'dossiers.forward',
  title: 'Chuyển hồ sơ sang bước tiếp theo',
  audience: ['counter', 'specialist', 'clerk', 'leader'],
  door: { method: 'POST', path: '/dossiers/{code}/forward' },
  input: forwardInput,
  output: changedOutput,
  example: { ...demoRef('forward'), note: '' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('forward', dossier, actor)
    const next = dossier.steps[dossier.step + 1]
    if (!next) throw new AppError('wrong_state')
    if (input.toStaffId) {
      const wanted = {
        officeId: actor.officeId,
        role: next.role,
        fieldCode: dossier.fieldCode,
        today: localDate(tx.now),
      }
      const officers = await officersOnDuty(tx.db, wanted)
      const fits = officers.some((officer) => officer.id === input.toStaffId)
      if (!fits)
        throw new AppError('invalid_input', {
          fields: { toStaffId: 'Người này không được phân công bước tiếp theo. Hãy chọn người khác.' },
        })
    }
    await handOver(tx, actor, {
      dossier,
      toStep: next.ordinal,
      toStaffId: input.toStaffId ?? null,
      note: input.note,
    })
    return changeDossier(tx, actor, {
      dossier,
      set: { status: 4, step: next.ordinal, holder_id: input.toStaffId ?? null },
      event: {
        kind: 'forwarded',
        publicText: `Đã chuyển sang bước “${next.name}”.`,
        note: input.note,
        facts: { toStep: next.code },
      },
    })
  },
})
