import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { composeReminder } from '../model/collection-letter.ts'
import { requireReception } from '../policy.ts'
import { readPaperSource } from './read-paper.ts'

/** Thư mời nhận kết quả chưa có người nhận. */
export const printReminder = defineQuery({
  name: 'dossiers.printReminder',
  title: 'In thư mời nhận kết quả',
  audience: ['counter'],
  input: z.strictObject({ code: z.string() }),
  output: z.object({ template: z.string(), fileName: z.string(), data: z.record(z.string(), z.unknown()) }),
  async run({ db, now }, { officeId, ...actor }, { code }) {
    const [source, office, row] = await Promise.all([
      readPaperSource(db, officeId, code),
      officeFacts(db, officeId),
      db
        .selectFrom('dossiers')
        .select(['status', 'finished_at', 'undelivered_since'])
        .where('office_id', '=', officeId)
        .where('code', '=', code)
        .executeTakeFirst(),
    ])
    if (!source || !row) throw new AppError('not_found')
    requireReception({ officeId, ...actor }, source.dossier.fieldCode)
    const since = row.undelivered_since ?? row.finished_at
    if (!since || (row.status !== 9 && !row.undelivered_since)) {
      throw new AppError('wrong_state', { detail: 'Hồ sơ này không còn kết quả chờ nhận.' })
    }
    const isUndelivered = row.undelivered_since !== null
    return {
      template: 'reply',
      fileName: `thu-moi-nhan-ket-qua-${code}.pdf`,
      data: composeReminder(source, { since, now, isUndelivered, address: office.address }),
    }
  },
})
