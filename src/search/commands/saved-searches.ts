import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { lineSchema } from '../../staff/model.ts'
import { savedQuery } from '../model/saved-query.ts'

/** More than these nobody finds their way in. */
const mostSaved = 50

/** Lưu câu tìm under a name, for oneself; a name that is there already is kept with the new search. */
export const saveSearch = defineCommand({
  name: 'search.save',
  title: 'Lưu câu tìm của mình',
  audience: 'staff',
  door: { method: 'POST', path: '/saved-searches', status: 201 },
  input: z.strictObject({
    name: lineSchema.pipe(z.string().min(1, 'Hãy đặt tên cho câu tìm.').max(80, 'Tên dài quá 80 ký tự.')),
    query: savedQuery,
  }),
  output: z.object({ id: z.uuid() }),
  example: { name: 'Báo cáo tháng này', query: { q: 'báo cáo tháng này', kind: 'incoming' } },
  async run(tx, actor, { name, query }) {
    const id = uuid()
    // Locks the member's row: two windows that save at once do not pass the limit together.
    await sql`select from staff_members where office_id = ${actor.officeId}::uuid and id = ${actor.id}::uuid for update`.execute(
      tx.db,
    )
    await tx.db
      .deleteFrom('saved_searches')
      .where('office_id', '=', actor.officeId)
      .where('staff_id', '=', actor.id)
      .where('name', '=', name)
      .execute()
    const { count } = await tx.db
      .selectFrom('saved_searches')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('office_id', '=', actor.officeId)
      .where('staff_id', '=', actor.id)
      .executeTakeFirstOrThrow()
    if (count >= mostSaved) {
      throw new AppError('wrong_state', {
        detail: `Anh, chị đã lưu ${mostSaved} câu tìm. Hãy xóa bớt câu không còn dùng rồi lưu lại.`,
      })
    }
    await tx.db
      .insertInto('saved_searches')
      .values({
        office_id: actor.officeId,
        id,
        staff_id: actor.id,
        name,
        query: JSON.stringify(query),
        saved_at: tx.now,
      })
      .execute()
    return { output: { id }, audit: [{ subjectType: 'saved_search', subjectId: id, facts: { name } }] }
  },
})

/** Xóa câu tìm đã lưu: one's own alone. */
export const deleteSearch = defineCommand({
  name: 'search.delete',
  title: 'Xóa câu tìm đã lưu của mình',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { id }) {
    const row = await tx.db
      .deleteFrom('saved_searches')
      .where('office_id', '=', actor.officeId)
      .where('staff_id', '=', actor.id)
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst()
    if (!row) throw new AppError('not_found', { detail: 'Câu tìm này không còn. Hãy tải lại trang.' })
    return {
      output: { id },
      audit: [{ subjectType: 'saved_search', subjectId: id, facts: { name: row.name } }],
    }
  },
})
