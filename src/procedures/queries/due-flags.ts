import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'

/**
 * CTEs of which the last, `due`, holds the flags that have to stand on a day (`id`, `reason`, `legal_text`, `since`): see
 * `refreshFlags`.
 */
export function dueFlags(officeId: string, today: string) {
  return sql`current as (
      select p.id, v.legal_basis, v.created_at
      from procedure_versions v join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
      where v.office_id = ${officeId}::uuid and v.valid_from <= ${today}::date
        and (v.valid_to is null or v.valid_to >= ${today}::date) and (p.closed_on is null or p.closed_on > ${today}::date)
    ), looked as (
      select c.id, c.created_at,
        coalesce(last.at, (select min(e.created_at) from procedure_versions e
          where e.office_id = ${officeId}::uuid and e.procedure_id = c.id)) as at,
        last.at is not null and last.result = 'changed' and c.created_at < last.at as is_changed
      from current c left join lateral (
        select k.checked_at as at, k.result from procedure_checks k
        where k.office_id = ${officeId}::uuid and k.procedure_id = c.id
        order by k.checked_at desc, k.id desc limit 1) last on true
    ), due as (
      select l.id, 'not_checked' as reason, '' as legal_text, ${dateIn(sql`l.at`)} + s.days as since
      from looked l, (select coalesce(max(check_days), 30) as days from posting_settings
        where office_id = ${officeId}::uuid) s
      where not l.is_changed and ${dateIn(sql`l.at`)} + s.days <= ${today}::date
      union all
      select l.id, 'source_changed', '', ${dateIn(sql`l.at`)} from looked l where l.is_changed
      union all
      select distinct c.id, 'basis_expired', t.number, t.expired_on
      from current c, jsonb_array_elements_text(c.legal_basis) as b (number)
      join legal_texts t on t.office_id = ${officeId}::uuid and t.number = b.number
      where t.expired_on <= ${today}::date
    )`
}

/** The day in Viet Nam of an instant. */
function dateIn(instant: ReturnType<typeof sql>) {
  return sql`(${instant} at time zone 'Asia/Ho_Chi_Minh')::date`
}

/** Whether the flags are what they have to be today and the given legal texts are listed: then there is nothing to do. */
export const flagsAreCurrent = defineQuery({
  name: 'procedures.flagsAreCurrent',
  title: 'Xem có phải đánh dấu lại thủ tục',
  audience: [],
  input: z.strictObject({ legalTexts: z.array(z.string()).max(2000) }),
  output: z.object({ isCurrent: z.boolean() }),
  async run({ db, now }, { officeId }, { legalTexts }) {
    const found = await sql<{ isCurrent: boolean }>`with ${dueFlags(officeId, localDate(now))}, standing as (
        select procedure_id, reason, legal_text, since from procedure_flags where office_id = ${officeId}::uuid
      )
      select not exists (table due except table standing) and not exists (table standing except table due)
        and not exists (select from unnest(${legalTexts}::text[]) as n (number) where not exists (
          select from legal_texts t where t.office_id = ${officeId}::uuid and t.number = n.number)) as "isCurrent"`.execute(
      db,
    )
    return { isCurrent: found.rows[0]?.isCurrent ?? false }
  },
})
