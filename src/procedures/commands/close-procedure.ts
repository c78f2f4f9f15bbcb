import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoClosedProcedureId } from '../examples.ts'
import { lockProcedure, noteSchema } from './change-procedure.ts'

/** Open dossiers are told up to this many. */
const mostCounted = 1000

/**
 * Closes a procedure from a day on, or opens it again (`closedOn` null). Nothing new is received from that day;
 * dossiers received before go on to their end.
 */
export const closeProcedure = defineCommand({
  name: 'procedures.close',
  title: 'Ngừng tiếp nhận hoặc mở lại thủ tục',
  audience: ['admin'],
  door: { method: 'PUT', path: '/procedures/{procedureId}/closing' },
  input: z.strictObject({
    procedureId: z.uuid(),
    /** First day on which it is not received any more; null opens it again. */
    closedOn: localDateSchema.nullable(),
    note: noteSchema,
  }),
  output: z.object({
    procedureId: z.uuid(),
    closedOn: z.string().nullable(),
    /** Dossiers that go on, counted up to 1000. */
    openDossiers: z.int(),
  }),
  example: {
    procedureId: demoClosedProcedureId,
    closedOn: '2099-01-01',
    note: 'Bị bãi bỏ theo Quyết định số 15/QĐ-UBND (mẫu).',
  },
  async run(tx, actor, { procedureId, closedOn, note }) {
    const before = await lockProcedure(tx, actor, procedureId)
    const today = localDate(tx.now)
    if (closedOn !== null && (closedOn < today || closedOn >= '2200-01-01')) {
      const message = `Hãy chọn ngày từ hôm nay (${formatDate(today)}) trở đi.`
      throw new AppError('invalid_input', { fields: { closedOn: message } })
    }
    if (closedOn === before.closedOn) {
      const state =
        closedOn === null ? 'đang được tiếp nhận' : `đã được ngừng từ ngày ${formatDate(closedOn)}`
      throw new AppError('wrong_state', { detail: `Thủ tục này ${state}; không có gì để thay đổi.` })
    }
    await tx.db
      .updateTable('procedures')
      .set({ closed_on: closedOn, closing_note: closedOn === null ? '' : note })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', procedureId)
      .execute()
    const open = await tx.db
      .selectFrom('dossiers')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('procedure_id', '=', procedureId)
      .where('finished_at', 'is', null)
      .limit(mostCounted)
      .execute()
    const facts = { before: before.closedOn, after: closedOn, note }
    return {
      output: { procedureId, closedOn, openDossiers: open.length },
      audit: [{ subjectType: 'procedure', subjectId: procedureId, facts }],
    }
  },
})
