import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { changedOutput } from '../model/inputs.ts'
import { noteReminderInput, settingsInput } from '../model/return-inputs.ts'
import { requireReception } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { openDossier } from './open-dossier.ts'

const publicTexts = {
  call: 'Đã gọi điện mời nhận kết quả.',
  message: 'Đã nhắn tin mời nhận kết quả.',
  letter: 'Đã gửi thư mời nhận kết quả.',
  visit: 'Đã báo qua thôn, tổ dân phố mời nhận kết quả.',
} as const

/** Ghi việc nhắc công dân nhận kết quả: by whom, how, what was answered, and when to remind again. */
export const noteReminder = defineCommand({
  name: 'dossiers.noteReminder',
  title: 'Ghi việc nhắc nhận kết quả',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/reminders' },
  input: noteReminderInput,
  output: changedOutput,
  example: { ...demoRef('remind'), how: 'call', answer: 'Hẹn thứ Hai đến nhận.' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireReception(actor, dossier.fieldCode)
    if (dossier.status !== 9 && !dossier.undelivered) {
      throw new AppError('wrong_state', {
        detail: 'Hồ sơ này không còn kết quả chờ nhận. Hãy tải lại trang.',
      })
    }
    if (input.nextOn !== null && input.nextOn <= localDate(tx.now)) {
      throw new AppError('invalid_input', { fields: { nextOn: 'Ngày nhắc lại phải từ ngày mai trở đi.' } })
    }
    await tx.db
      .insertInto('result_reminders')
      .values({
        office_id: actor.officeId,
        id: uuid(),
        dossier_id: dossier.id,
        at: tx.now,
        how: input.how,
        answer: input.answer,
        next_on: input.nextOn,
        staff_id: actor.id,
        staff_name: actor.name,
      })
      .execute()
    return changeDossier(tx, actor, {
      dossier,
      set: {},
      event: {
        kind: 'reminded',
        publicText: publicTexts[input.how],
        note: input.answer,
        facts: { how: input.how, nextOn: input.nextOn },
      },
    })
  },
})

/** Sets after how many days a result counts as uncollected. */
export const setCollectionSettings = defineCommand({
  name: 'dossiers.setCollectionSettings',
  title: 'Đặt số ngày phải nhắc nhận kết quả',
  audience: ['admin'],
  door: { method: 'PUT', path: '/collection-settings' },
  input: settingsInput,
  output: z.object({ uncollectedDays: z.int() }),
  example: { uncollectedDays: 7 },
  async run(tx, { officeId }, { uncollectedDays }) {
    await tx.db
      .insertInto('return_settings')
      .values({ office_id: officeId, uncollected_days: uncollectedDays })
      .onConflict((conflict) =>
        conflict.column('office_id').doUpdateSet({ uncollected_days: uncollectedDays }),
      )
      .execute()
    return {
      output: { uncollectedDays },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { uncollectedDays } }],
    }
  },
})
