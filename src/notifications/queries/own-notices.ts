import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

const shown = 100
/** Beyond this the bell says "99+". */
const counted = 100

/** What was told to me inside the program, newest first. */
export const listNotices = defineQuery({
  name: 'notifications.listNotices',
  title: 'Xem thông báo của mình',
  audience: 'staff',
  door: { method: 'GET', path: '/notices' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        event: z.string(),
        body: z.string(),
        link: z.string(),
        at: z.date(),
        isNew: z.boolean(),
      }),
    ),
  }),
  example: {},
  async run({ db }, actor) {
    const rows = await db
      .selectFrom('messages')
      .select(['id', 'event', 'body', 'link', 'created_at', 'read_at'])
      .where('office_id', '=', actor.officeId)
      .where('staff_id', '=', actor.id)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(shown)
      .execute()
    return {
      items: rows.map(({ created_at: at, read_at: readAt, ...row }) => ({
        ...row,
        at,
        isNew: readAt === null,
      })),
    }
  },
})

/** How many of them are new; at most 100. */
export const countNotices = defineQuery({
  name: 'notifications.countNotices',
  title: 'Đếm thông báo mới của mình',
  audience: 'staff',
  door: { method: 'GET', path: '/notices/unread' },
  input: z.strictObject({}),
  output: z.object({ unread: z.int() }),
  example: {},
  async run({ db }, actor) {
    const rows = await db
      .selectFrom('messages')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('staff_id', '=', actor.id)
      .where('read_at', 'is', null)
      .limit(counted)
      .execute()
    return { unread: rows.length }
  },
})
