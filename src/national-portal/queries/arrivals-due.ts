import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import type { ArrivalKind } from '../model/arrivals.ts'
import { longestPause } from '../model/retry.ts'

export interface DueArrival {
  item: string
  kind: ArrivalKind
  portalCode: string
  body: Record<string, unknown>
  attempts: number
}

/** News that can take effect now, oldest first; of one dossier only the first, and nothing behind a filing that failed. */
export const arrivalsDue = defineQuery({
  name: 'nationalPortal.arrivalsDue',
  title: 'Xem tin của Cổng chờ xử lý',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(500) }),
  output: z.object({ arrivals: z.array(z.custom<DueArrival>()) }),
  async run({ db, now }, { officeId }, { limit }) {
    const beyond = new Date(now.getTime() + longestPause * 60_000)
    const found = await sql<DueArrival>`
      select a.item, a.kind, a.portal_code as "portalCode", a.body, a.attempts from portal_arrivals a
      where a.office_id = ${officeId}::uuid and a.state = 'waiting'
        and (a.next_at <= ${now}::timestamptz or a.next_at > ${beyond}::timestamptz)
        and not exists (select from portal_arrivals ahead
          where ahead.office_id = a.office_id and ahead.portal_code = a.portal_code and a.portal_code <> ''
            and (ahead.position, ahead.item) < (a.position, a.item)
            and (ahead.state = 'waiting' or (ahead.state = 'failed' and ahead.kind in ('filing', 'lookup'))))
      order by a.position, a.item limit ${limit}`.execute(db)
    return { arrivals: found.rows }
  },
})
