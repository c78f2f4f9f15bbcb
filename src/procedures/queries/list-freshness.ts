import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'

const rowSchema = z.object({
  procedureId: z.uuid(),
  code: z.string().nullable(),
  name: z.string(),
  fieldName: z.string(),
  confidence: z.enum(['verified', 'known', 'check']),
  /** Null: never since it was entered. */
  checkedOn: z.string().nullable(),
  checkedBy: z.string().nullable(),
  source: z.string().nullable(),
  flags: z.array(
    z.object({
      reason: z.enum(['not_checked', 'basis_expired', 'source_changed']),
      legalText: z.string(),
      since: z.string(),
    }),
  ),
})
export type FreshnessRow = z.output<typeof rowSchema>

/** Procedures in force with their last check and why they have to be looked at again; those to be looked at first. */
export const listFreshness = defineQuery({
  name: 'procedures.listFreshness',
  title: 'Xem thủ tục cần rà soát',
  audience: ['admin', 'leader'],
  input: z.strictObject({ only: z.enum(['flagged', 'all']).default('flagged') }),
  output: z.object({ rows: z.array(rowSchema), checkDays: z.int() }),
  door: { method: 'GET', path: '/procedures/checks' },
  example: { only: 'all' },
  async run({ db, now }, actor, { only }) {
    const rows = await freshnessRows(db, actor.officeId, { day: localDate(now), only })
    const settings = await db
      .selectFrom('posting_settings')
      .select('check_days as checkDays')
      .where('office_id', '=', actor.officeId)
      .executeTakeFirst()
    return { rows, checkDays: settings?.checkDays ?? 30 }
  },
})

async function freshnessRows(
  db: Kysely<DB>,
  officeId: string,
  { day, only }: { day: string; only: 'flagged' | 'all' },
): Promise<FreshnessRow[]> {
  const found = await sql<Omit<FreshnessRow, 'checkedOn'> & { checkedAt: Date | null }>`
    select p.id as "procedureId", p.code, v.name, f.name as "fieldName", v.confidence, k.checked_at as "checkedAt",
      m.full_name as "checkedBy", k.source, coalesce(g.flags, '[]') as flags
    from procedures p
    join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id and v.valid_from <= ${day}::date
      and (v.valid_to is null or v.valid_to >= ${day}::date)
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    left join lateral (select c.checked_at, c.checked_by, c.source from procedure_checks c
      where c.office_id = p.office_id and c.procedure_id = p.id order by c.checked_at desc, c.id desc limit 1) k on true
    left join staff_members m on m.office_id = p.office_id and m.id = k.checked_by
    left join lateral (select jsonb_agg(jsonb_build_object('reason', x.reason, 'legalText', x.legal_text, 'since', x.since)
        order by x.reason, x.legal_text) as flags
      from procedure_flags x where x.office_id = p.office_id and x.procedure_id = p.id) g on true
    where p.office_id = ${officeId}::uuid and (p.closed_on is null or p.closed_on > ${day}::date)
      and (${only === 'all'} or g.flags is not null)
    order by (g.flags is null), f.name, v.name, p.id`.execute(db)
  return found.rows.map(({ checkedAt, ...row }) => ({
    ...row,
    checkedOn: checkedAt ? localDate(checkedAt) : null,
  }))
}
