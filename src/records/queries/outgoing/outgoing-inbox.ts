import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../../platform/operations.ts'
import { dueOf } from '../../model/due.ts'
import { typeName } from '../../model/outgoing/document-types.ts'
import { type OutgoingState, outgoingStateNames, outgoingStates } from '../../model/outgoing/life.ts'
import { numberWords } from '../../model/outgoing/symbols.ts'
import { dueDays } from '../due-days.ts'
import { waitingFor } from './list-outgoing.ts'

const most = 200

/** What the one a document waits for is to do with it. */
const tasks: Readonly<Partial<Record<OutgoingState, string>>> = {
  draft: 'Soạn, trình văn bản đi',
  unit_review: 'Duyệt nội dung văn bản đi',
  form_check: 'Kiểm tra thể thức văn bản đi',
  for_signing: 'Duyệt ký văn bản đi',
  approved: 'Ký văn bản đi',
  signed: 'Phát hành văn bản đi',
}

const item = z.object({
  id: z.uuid(),
  /** Number and symbol, once it has them. */
  code: z.string().nullable(),
  typeName: z.string(),
  subject: z.string(),
  /** Độ khẩn, as the document says it. */
  urgent: z.boolean(),
  drafter: z.string(),
  state: z.enum(outgoingStateNames),
  stateName: z.string(),
  taskName: z.string(),
  dueOn: z.string().nullable(),
  dueUrgency: z.enum(['late', 'due_soon', 'on_time']).nullable(),
  dueWords: z.string(),
  /** By what day it stands among other work. */
  sortOn: z.string(),
})
export type OutgoingInboxItem = z.output<typeof item>

interface Row {
  id: string
  number: number | null
  symbol: string | null
  typeCode: string
  subject: string
  urgent: boolean
  drafter: string
  state: OutgoingState
  dueOn: string | null
  sortOn: string
}

/**
 * Outgoing documents whose next step is the actor's, what is due first coming first. Due is what the earliest of the open
 * documents it answers is due, or the day until which it asks others to reply. Without either an urgent one counts by the day
 * it came, what is signed by the next (Điều 18: issued the same day, latest the next working day), others by a week.
 */
export const outgoingInbox = defineQuery({
  name: 'records.outgoingInbox',
  title: 'Xem văn bản đi chờ tôi',
  audience: 'staff',
  door: { method: 'GET', path: '/outgoing-inbox' },
  input: z.strictObject({}),
  output: z.object({ items: z.array(item) }),
  async run({ db, now }, actor) {
    const [found, days] = await Promise.all([
      sql<Row>`select d.id, d.number, d.symbol, d.type_code as "typeCode", d.subject, d.urgency <> 'normal' as urgent,
          p.full_name as drafter, d.state, own.due_on as "dueOn", sort.day as "sortOn"
        from outgoing_documents d
        join staff_members p on p.office_id = d.office_id and p.id = d.drafter_id
        left join outgoing_units u on u.office_id = d.office_id and u.unit_id = d.unit_id
        cross join lateral (select least(d.reply_by, (select min(i.due_on) from incoming_documents i
          where i.office_id = d.office_id and i.id = any(d.replies_to) and i.finished_at is null)) as due_on) own
        cross join lateral (select coalesce(own.due_on, (d.changed_at at time zone 'Asia/Ho_Chi_Minh')::date
          + case when d.urgency <> 'normal' then 0 when d.state in ('approved', 'signed') then 1 else 7 end) as day) sort
        where d.office_id = ${actor.officeId}::uuid and ${waitingFor(actor)}
        order by sort.day, d.changed_at, d.id limit ${most}`.execute(db),
      dueDays(db, actor.officeId, now),
    ])
    return {
      items: found.rows.map(({ number, symbol, typeCode, ...row }) => {
        const due = dueOf({ dueOn: row.dueOn, finishedOn: null }, days)
        return {
          ...row,
          code: number === null ? null : `${numberWords(number)}/${symbol}`,
          typeName: typeName(typeCode),
          stateName: outgoingStates[row.state],
          taskName: tasks[row.state] ?? outgoingStates[row.state],
          dueUrgency: due.urgency,
          dueWords: due.words,
        }
      }),
    }
  },
})
