import { sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import type { Tx } from '../../platform/operations.ts'
import { dueFlags } from '../queries/due-flags.ts'

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
  const standing = await sql<{ count: number }>`with ${dueFlags(officeId, today)}, gone as (
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
