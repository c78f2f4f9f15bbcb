import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../../platform/operations.ts'

const line = z.object({
  /** Officer's id, month `2026-03`, or code of a type. */
  key: z.string(),
  label: z.string(),
  drafted: z.number(),
  issued: z.number(),
  digital: z.number(),
})

/** The day in Viet Nam on which the draft was begun: what the report and the list count by. */
export const draftedIn = (period: string): RawBuilder<boolean> =>
  sql<boolean>`to_char(d.created_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') like ${`${period}%`}`

/** Phát hành rồi, also when recalled or replaced since. */
export const everIssued = sql<boolean>`d.issued_at is not null`

/**
 * Báo cáo tình hình văn bản đi of a year: of the documents drafted, how many were issued and how many signed digitally, by
 * officer, month and type. Every figure is that of the list with the same filter.
 */
export const outgoingReport = defineQuery({
  name: 'records.outgoingReport',
  title: 'Xem báo cáo tình hình văn bản đi',
  audience: ['clerk', 'leader'],
  door: { method: 'GET', path: '/outgoing-report' },
  input: z.strictObject({ year: z.coerce.number().int().min(2020).max(2200) }),
  output: z.object({ total: line, officers: z.array(line), months: z.array(line), types: z.array(line) }),
  example: { year: 2026 },
  async run({ db }, actor, { year }) {
    const grouped = async (key: RawBuilder<string>, label: RawBuilder<string>) => {
      const rows = await sql<z.output<typeof line>>`
        select ${key} as key, ${label} as label, count(*)::int as drafted, count(d.issued_at)::int as issued,
          count(*) filter (where d.issued_at is not null and d.signed_as = 'digital')::int as digital
        from outgoing_documents d join staff_members p on p.office_id = d.office_id and p.id = d.drafter_id
        where d.office_id = ${actor.officeId}::uuid and ${draftedIn(String(year))}
        group by 1, 2 order by 2`.execute(db)
      return rows.rows
    }
    const month = sql<string>`to_char(d.created_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM')`
    const [[total], officers, months, types] = await Promise.all([
      grouped(sql`'all'`, sql`'all'`),
      grouped(sql`p.id::text`, sql`p.full_name`),
      grouped(month, month),
      grouped(sql`d.type_code`, sql`d.type_code`),
    ])
    return {
      total: total ?? { key: 'all', label: 'all', drafted: 0, issued: 0, digital: 0 },
      officers,
      months,
      types,
    }
  },
})
