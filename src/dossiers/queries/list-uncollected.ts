import { sql } from 'kysely'
import { z } from 'zod'
import { dayNumber, localDate } from '../../calendar/model/local-time.ts'
import { defineQuery, holds } from '../../platform/operations.ts'
import { ageGroup } from '../model/collection.ts'
import { readableFields } from '../policy.ts'
import { isWaiting, nextReminder, uncollectedDays, waitingSince } from './collection.ts'

const uncollected = z.object({
  id: z.uuid(),
  code: z.string(),
  revision: z.int(),
  applicantName: z.string(),
  /** Empty for whoever does not return results in this field. */
  phone: z.string(),
  procedureName: z.string(),
  returnMethod: z.enum(['counter', 'post', 'online']),
  isUndelivered: z.boolean(),
  since: z.date().or(z.iso.datetime()),
  days: z.int(),
  ageGroup: z.string(),
  /** The day by which somebody should remind. */
  remindOn: z.string(),
  isDue: z.boolean(),
  reminders: z.int(),
  latest: z.object({ at: z.string(), how: z.string(), answer: z.string(), by: z.string() }).nullable(),
  hasDownloaded: z.boolean(),
  /** Whether this officer returns results of the field and so may remind. */
  mayRemind: z.boolean(),
})
export type Uncollected = z.output<typeof uncollected>

type Row = Omit<Uncollected, 'days' | 'ageGroup' | 'isDue' | 'mayRemind'> & { fieldCode: string }

/** Oldest results shown; an office with more has first to clear these. */
const mostResults = 500

/**
 * Kết quả chưa có người nhận: finished or brought back by the post, oldest first, with when to remind and what came of
 * it. The telephone is shown to the counter only.
 */
export const listUncollected = defineQuery({
  name: 'dossiers.listUncollected',
  title: 'Xem kết quả chưa có người nhận',
  audience: ['counter', 'specialist', 'leader', 'admin'],
  door: { method: 'GET', path: '/uncollected-results' },
  input: z.strictObject({}),
  output: z.object({ today: z.string(), afterDays: z.int(), items: z.array(uncollected) }),
  example: {},
  async run({ db, now }, actor) {
    const { officeId } = actor
    const today = localDate(now)
    const afterDays = await uncollectedDays(db, officeId)
    const fields = readableFields(actor)
    const found =
      await sql<Row>`select d.id, d.code, d.revision, d.field_code as "fieldCode", d.applicant_name as "applicantName",
        d.phone, d.procedure_name as "procedureName", d.return_method as "returnMethod",
        d.undelivered_since is not null as "isUndelivered", ${waitingSince} as since, next.due_on as "remindOn",
        coalesce(latest.times, 0) as reminders, case when latest.at is null then null else jsonb_build_object('at', latest.at,
          'how', latest.how, 'answer', latest.answer, 'by', latest.staff_name) end as latest,
        exists (select from dossier_events e where e.office_id = d.office_id and e.dossier_id = d.id
          and e.kind = 'result_downloaded') as "hasDownloaded"
      from dossiers d ${nextReminder(officeId, afterDays)}
      where d.office_id = ${officeId}::uuid and ${isWaiting} and (${fields}::text[] is null or d.field_code = any(${fields}::text[]))
        and (d.return_method <> 'post' or d.undelivered_since is not null)
      order by ${waitingSince}, d.id limit ${mostResults}`.execute(db)
    const items = found.rows.map(({ fieldCode, ...row }) => {
      const days = dayNumber(today) - dayNumber(localDate(new Date(row.since)))
      const mayRemind = holds(actor, ['counter'], fieldCode)
      const isDue = row.remindOn <= today && (row.returnMethod === 'counter' || row.isUndelivered)
      return { ...row, phone: mayRemind ? row.phone : '', days, ageGroup: ageGroup(days), isDue, mayRemind }
    })
    return { today, afterDays, items }
  },
})
