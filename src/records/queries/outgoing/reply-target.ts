import { z } from 'zod'
import { AppError } from '../../../platform/errors.ts'
import { defineQuery, holds } from '../../../platform/operations.ts'

/** Văn bản đến sẽ được trả lời: what a reply to it begins with. Only for those to whom it was given, clerks and leaders. */
export const replyTarget = defineQuery({
  name: 'records.replyTarget',
  title: 'Xem văn bản đến để soạn trả lời',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.string(), label: z.string(), issuer: z.string(), subject: z.string() }),
  async run({ db }, actor, { id }) {
    const row = await db
      .selectFrom('incoming_documents as d')
      .leftJoin('incoming_recipients as r', (join) =>
        join
          .onRef('r.office_id', '=', 'd.office_id')
          .onRef('r.incoming_id', '=', 'd.id')
          .on('r.staff_id', '=', actor.id),
      )
      .select(['d.arrival_number', 'd.symbol', 'd.issuer', 'd.subject', 'r.staff_id'])
      .where('d.office_id', '=', actor.officeId)
      .where('d.id', '=', id)
      .where('d.state', '<>', 'void')
      .executeTakeFirst()
    if (!row || !(row.staff_id !== null || holds(actor, ['clerk', 'leader']))) throw new AppError('not_found')
    const label = `Số đến ${row.arrival_number}: ${row.symbol} của ${row.issuer}`
    return { id, label, issuer: row.issuer, subject: row.subject }
  },
})
