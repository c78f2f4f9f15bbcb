import { sql } from 'kysely'
import { z } from 'zod'
import { instantAt } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import type { ListedHere } from '../model/differences.ts'
import { toldToPortal } from '../model/told-to-portal.ts'

/**
 * The office's dossiers as the portal should have them: what it told us of, what we told it of, and whatever was received
 * since the office is connected.
 */
export const listedHere = defineQuery({
  name: 'nationalPortal.listedHere',
  title: 'Đọc hồ sơ của đơn vị để đối soát',
  audience: [],
  input: z.strictObject({ since: z.iso.date() }),
  output: z.object({
    dossiers: z.array(z.custom<ListedHere>()),
    /** Told by the portal and not taken in yet: on their way, or in the list of failures. */
    arriving: z.array(z.string()),
  }),
  async run({ db }, { officeId }, { since }) {
    const found = await sql<Omit<ListedHere, 'dueAt'> & { dueAt: string | null }>`
      with unheard as (
        select distinct o.payload ->> 'dossierId' as id from outbox o
        where o.office_id = ${officeId}::uuid and o.delivered_at is null and o.topic = any(${Object.keys(toldToPortal)}::text[]))
      select d.id as "dossierId", coalesce(p.portal_code, d.code) as "portalCode", d.status,
        case when d.code is not null and d.status not in (1, 3) then d.due_at end as "dueAt",
        d.status in (9, 10) and exists (select from dossier_results r where r.office_id = d.office_id and r.dossier_id = d.id and r.state = 'issued'
          and coalesce(r.signed_file_id, r.electronic_file_id, r.file_id) is not null) as "hasResult",
        (select coalesce(jsonb_agg(jsonb_build_object('payment', y.payment, 'amount', y.amount)), '[]') from portal_payments y
          where y.office_id = d.office_id and y.dossier_id = d.id) as payments,
        exists (select from portal_messages m where m.office_id = d.office_id and m.dossier_id = d.id and m.state in ('waiting', 'sending'))
          or d.id::text in (select id from unheard)
          or exists (select from portal_arrivals a where a.office_id = d.office_id and a.portal_code = p.portal_code and a.state = 'waiting')
          as "isOnTheWay"
      from dossiers d
      left join portal_dossiers p on p.office_id = d.office_id and p.dossier_id = d.id
      where d.office_id = ${officeId}::uuid and (p.portal_code is not null or (d.code is not null and d.received_at >= ${instantAt(since, 0)}::timestamptz))
      order by 2`.execute(db)
    const arriving = await db
      .selectFrom('portal_arrivals')
      .select('portal_code')
      .distinct()
      .where('office_id', '=', officeId)
      .where('state', 'in', ['waiting', 'failed'])
      .execute()
    return {
      arriving: arriving.map((row) => row.portal_code),
      dossiers: found.rows.map(({ dueAt, ...row }) => ({
        ...row,
        dueAt: dueAt === null ? null : new Date(dueAt),
      })),
    }
  },
})
