import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { emailAddress, mobileNumber } from '../model/address.ts'
import { type MessageState, states } from '../model/sending.ts'
import { messageRow, readMessages } from './message-rows.ts'

const pageSize = 30

/** Where a page begins: the moment (in microseconds) and id of the row before it. */
const cursorSchema = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[0-9a-f-]{36}$/,
    'Trang này không còn. Hãy mở lại danh sách từ đầu.',
  )
  .refine(
    (text) =>
      !Number.isNaN(Date.parse(text.split('_')[0] ?? '')) && z.uuid().safeParse(text.split('_')[1]).success,
  )

/** The delivery log (nhật ký thông báo): what was written to citizens and what became of it. */
export const listMessages = defineQuery({
  name: 'notifications.listMessages',
  title: 'Xem nhật ký thông báo',
  audience: ['admin', 'leader'],
  door: { method: 'GET', path: '/messages' },
  input: z.strictObject({
    state: z.enum(Object.keys(states) as [MessageState, ...MessageState[]]).optional(),
    channel: z.enum(['email', 'sms']).optional(),
    /** A whole address: the log is no address book to leaf through. */
    address: z.string().trim().max(254).optional(),
    cursor: cursorSchema.optional(),
  }),
  output: z.object({
    items: z.array(messageRow.omit({ subjectId: true }).extend({ dossierCode: z.string().nullable() })),
    next: z.string().nullable(),
  }),
  example: { state: 'failed' },
  async run({ db }, { officeId }, input) {
    const address = input.address
      ? (emailAddress(input.address) ?? mobileNumber(input.address) ?? input.address)
      : null
    const [key, id] = input.cursor?.split('_') ?? []
    const where = sql`m.office_id = ${officeId}::uuid
      ${input.state ? sql`and m.state = ${input.state}` : sql``} ${input.channel ? sql`and m.channel = ${input.channel}` : sql``}
      ${address ? sql`and m.address = ${address}` : sql``}
      ${key ? sql`and m.created_at <= ${key}::timestamptz and (m.created_at < ${key}::timestamptz or m.id > ${id}::uuid)` : sql``}`
    const rows = await readMessages(db, { where, limit: pageSize + 1 })
    const shown = rows.slice(0, pageSize)
    const last = shown.at(-1)
    const codes = await codesOf(shown.map(({ subjectId }) => subjectId))
    return {
      items: shown.map(({ subjectId, sortKey: _, ...row }) => ({
        ...row,
        dossierCode: codes.get(subjectId) ?? null,
      })),
      next: rows.length > pageSize && last ? `${last.sortKey}_${last.id}` : null,
    }

    async function codesOf(ids: readonly string[]): Promise<Map<string, string>> {
      const known = ids.filter((each) => each !== '')
      if (known.length === 0) return new Map()
      const found = await db
        .selectFrom('dossiers')
        .select(['id', 'code'])
        .where('office_id', '=', officeId)
        .where('id', 'in', known)
        .execute()
      return new Map(found.flatMap((each) => (each.code ? [[each.id, each.code] as const] : [])))
    }
  },
})
