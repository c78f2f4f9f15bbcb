import { sql } from 'kysely'

/** Condition on `interlink_packages k`: may go now, and nothing before it on its leg is still on its way. */
export function isDue({ officeId, now }: { officeId: string; now: Date }) {
  return sql`k.office_id = ${officeId}::uuid and k.state in ('waiting', 'sending', 'kept') and k.next_at <= ${now}::timestamptz
    and not exists (select 1 from interlink_packages b where b.office_id = k.office_id and b.leg_id = k.leg_id
      and b.sequence < k.sequence and b.state in ('waiting', 'sending', 'kept'))`
}
