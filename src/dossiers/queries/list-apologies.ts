import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { usualClockRules } from '../model/clock-rules.ts'
import { statusName } from '../model/status.ts'

/** Most rows of one office on the page, those late longest first. */
const pageLimit = 300

const apology = z.object({
  code: z.string(),
  procedureName: z.string(),
  fieldName: z.string(),
  promisedAt: z.date(),
  /** The last new date granted, and why, in the words of the office's list; null while none was. */
  newDueAt: z.date().nullable(),
  reason: z.string().nullable(),
  /** When the result was there, late; null while it is not. */
  finishedAt: z.date().nullable(),
  statusName: z.string(),
})

const officeApologies = z.object({
  officeName: z.string(),
  /** How many days a dossier stays here after its result came. */
  days: z.int(),
  apologies: z.array(apology),
})

/**
 * Công khai xin lỗi: dossiers that are late, got a new date, or had their result late in the last days. Runs as the
 * anonymous database role, whose columns hold nothing of the person.
 */
export const listApologies = defineQuery({
  name: 'dossiers.listApologies',
  title: 'Xem công khai xin lỗi về hồ sơ trễ hẹn',
  audience: 'public',
  scope: 'public',
  limit: { kind: 'lookup', subject: () => 'xin-loi' },
  input: z.strictObject({}),
  output: z.object({ offices: z.array(officeApologies) }),
  async run({ db, now }) {
    const rows = await readApologies(db, now)
    const names = [...new Map(rows.map((row) => [row.officeId, row])).values()]
    return {
      offices: names.map(({ officeId, officeName, days }) => ({
        officeName,
        days,
        apologies: rows
          .filter((row) => row.officeId === officeId && row.code !== null)
          .map(({ officeId: _, officeName: __, days: ___, status, code, ...row }) => ({
            ...row,
            code: code ?? '',
            statusName: statusName(status),
          })),
      })),
    }
  },
})

interface Row {
  officeId: string
  officeName: string
  days: number
  code: string | null
  procedureName: string
  fieldName: string
  status: number
  promisedAt: Date
  newDueAt: Date | null
  reason: string | null
  finishedAt: Date | null
}

/**
 * Office by office through what is open and late, what was finished late, and what got a new date: each its own index.
 * An office without any comes back as one row without a code, so that the page can say so.
 */
async function readApologies(db: Kysely<DB>, now: Date): Promise<Row[]> {
  const usualDays = usualClockRules.at(-1)?.apologyPageDays ?? 30
  const found = await sql<Row>`with offices_now as (
      select o.office_id, o.name, coalesce((select r.apology_page_days from clock_rules r where r.office_id = o.office_id
        and r.valid_from <= (${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date order by r.valid_from desc limit 1), ${sql.lit(usualDays)}) as days
      from offices o)
    select o.office_id as "officeId", o.name as "officeName", o.days, a.code, a.procedure_name as "procedureName", a.field_name as "fieldName",
      a.status, a.original_due_at as "promisedAt", a.due_after as "newDueAt", a.public_reason as reason, a.finished_at as "finishedAt"
    from offices_now o left join lateral (
      select d.id, d.code, d.procedure_name, f.name as field_name, d.status, d.original_due_at, d.due_at, d.finished_at, x.due_after, x.public_reason
      from (
        select id from dossiers where office_id = o.office_id and status in (2, 4, 5, 6, 7) and due_at < date_trunc('minute', ${now}::timestamptz)
          and (paused_since is null or due_at < date_trunc('minute', paused_since))
        union
        select id from dossiers where office_id = o.office_id and status in (9, 10) and finished_at > due_at
          and finished_at >= ${now}::timestamptz - make_interval(days => o.days)
          and date_trunc('minute', finished_at) > due_at
        union
        select c.dossier_id from dossier_due_changes c join dossiers g on g.office_id = c.office_id and g.id = c.dossier_id
        where c.office_id = o.office_id and c.cause = 'extension' and c.at >= ${now}::timestamptz - interval '400 days'
          and (g.status in (2, 4, 5, 6, 7) or (g.status in (9, 10) and g.finished_at >= ${now}::timestamptz - make_interval(days => o.days)))
      ) late
      join dossiers d on d.office_id = o.office_id and d.id = late.id
      join fields f on f.office_id = d.office_id and f.code = d.field_code
      left join lateral (select c.due_after, c.public_reason from dossier_due_changes c where c.office_id = d.office_id
        and c.dossier_id = d.id and c.cause = 'extension' order by c.sequence desc limit 1) x on true
      where d.code is not null
      order by d.due_at, d.id limit ${sql.lit(pageLimit)}) a on true
    order by o.name, o.office_id, a.due_at, a.id`.execute(db)
  return found.rows
}
