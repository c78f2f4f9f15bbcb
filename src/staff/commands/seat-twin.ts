import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { fieldCodeSchema, lineSchema, roleSchema, usernameSchema } from '../model.ts'

export const twinSchema = z.strictObject({
  id: z.uuid(),
  username: usernameSchema,
  fullName: lineSchema,
  postTitle: lineSchema,
  duties: z.array(z.strictObject({ role: roleSchema, fieldCode: fieldCodeSchema })).max(200),
})

/**
 * Gives a member their place in the practice office, with the name, the post and exactly the duties they hold in their own
 * office today. The program alone may, for whoever steps in; there is no account to sign in with there.
 */
export const seatTwin = defineCommand({
  name: 'staff.seatTwin',
  title: 'Xếp chỗ trong phòng thực hành',
  audience: [],
  input: twinSchema,
  output: z.object({ staffId: z.uuid() }),
  async run(tx, { officeId }, twin) {
    if (!isPractice(officeId)) throw new AppError('not_allowed')
    await sql`insert into staff_members (office_id, id, full_name, post_title, username, created_at)
      values (${officeId}::uuid, ${twin.id}::uuid, ${twin.fullName}, ${twin.postTitle}, ${twin.username}, ${tx.now})
      on conflict (office_id, id) do update set full_name = excluded.full_name, post_title = excluded.post_title,
        username = excluded.username, active = true`.execute(tx.db)
    await tx.db
      .deleteFrom('duties')
      .where('office_id', '=', officeId)
      .where('staff_id', '=', twin.id)
      .execute()
    const today = localDate(tx.now)
    const duties = twin.duties.map(({ role, fieldCode }) => ({
      ...{ office_id: officeId, id: uuid(), staff_id: twin.id },
      ...{ role, field_code: fieldCode, starts_on: today },
    }))
    if (duties.length > 0) await tx.db.insertInto('duties').values(duties).execute()
    return {
      output: { staffId: twin.id },
      audit: [{ subjectType: 'staff', subjectId: twin.id, facts: { username: twin.username } }],
    }
  },
})
