import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'

/** Where a page of a list by moment and id ends. */
export const momentCursor = (moment: Date, id: string) => `${moment.toISOString()}_${id}`

/** The moment and id after which a page begins, as the row `(moment, id)`. Fails with invalid_input for what is no cursor. */
export function afterMoment(cursor: string): RawBuilder<unknown> {
  const [, moment, id] = /^(\d{4}-\d\d-\d\dT[\d:.]{8,14}Z)_([0-9a-f-]{36})$/.exec(cursor) ?? []
  if (!moment || Number.isNaN(Date.parse(moment)) || !z.uuid().safeParse(id).success) {
    throw new AppError('invalid_input', {
      fields: { after: 'Trang này không còn. Hãy mở lại danh sách từ đầu.' },
    })
  }
  return sql`(${moment}::timestamptz, ${id}::uuid)`
}
