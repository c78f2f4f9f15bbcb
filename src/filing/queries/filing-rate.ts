import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'

/** How much was filed online lately, as far as it tells people from programs. */
export interface FilingRate {
  /** From the same network address within a day. */
  fromAddress: number
  /** By the same account within a day. */
  byAccount: number
  /** By anybody within ten minutes. */
  lately: number
}

/** Counts what a limit or a question turns on. `from`: keyed hash of the address; empty where it is not known. */
export async function filingRate(
  db: Kysely<DB>,
  officeId: string,
  { from, accountId, now }: { from: string; accountId: string | null; now: Date },
): Promise<FilingRate> {
  const counted = await sql<FilingRate>`
    select
      (select count(*)::int from filing_drafts where office_id = ${officeId}::uuid and filed_from = ${from}
        and filed_at > ${now}::timestamptz - interval '1 day') as "fromAddress",
      (select count(*)::int from filing_drafts where office_id = ${officeId}::uuid and account_id = ${accountId}::uuid
        and filed_at > ${now}::timestamptz - interval '1 day') as "byAccount",
      (select count(*)::int from (select 1 from filing_drafts where office_id = ${officeId}::uuid and state = 'filed'
        and filed_at > ${now}::timestamptz - interval '10 minutes' limit 100) as recent) as lately`.execute(
    db,
  )
  return counted.rows[0] ?? { fromAddress: 0, byAccount: 0, lately: 0 }
}
