import { sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import type { Tx } from '../../platform/operations.ts'

/**
 * Makes the flags what they have to be today: a procedure in force that nobody checked for so many days (a setting, 30
 * unless changed; counted from the last check, or from when it was first entered), one whose source was found changed and
 * that has no newer version yet, and one that rests on a text that has expired. Returns how many flags stand. Legal texts
 * that are cited and not listed yet are listed, with nothing known of them.
 */
export async function refreshFlags(tx: Tx, officeId: string): Promise<number> {
  const today = localDate(tx.now)
  await sql`insert into legal_texts (office_id, number)
    select distinct ${officeId}::uuid, b.number
    from procedure_versions v, jsonb_array_elements_text(v.legal_basis) as b (number)
    where v.office_id = ${officeId}::uuid and (v.valid_to is null or v.valid_to >= ${today}::date)
    on conflict (office_id, number) do nothing`.execute(tx.db)
  const standing = await sql<{ count: number }>`with current as (
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
    ), gone as (
      delete from procedure_flags g where g.office_id = ${officeId}::uuid and not exists (
        select from due d where (d.id, d.reason, d.legal_text) = (g.procedure_id, g.reason, g.legal_text))
    ), kept as (
      insert into procedure_flags as g (office_id, procedure_id, reason, legal_text, since)
      select ${officeId}::uuid, id, reason, legal_text, since from due
      on conflict (office_id, procedure_id, reason, legal_text) do update set since = excluded.since
      where g.since <> excluded.since
    )
    select count(*)::integer as count from due`.execute(tx.db)
  return standing.rows[0]?.count ?? 0
}

/** The day in Viet Nam of an instant. */
function dateIn(instant: ReturnType<typeof sql>) {
  return sql`(${instant} at time zone 'Asia/Ho_Chi_Minh')::date`
}
