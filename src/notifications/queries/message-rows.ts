import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { shownAddress } from '../model/address.ts'

/** A message as lists show it. */
export const messageRow = z.object({
  id: z.uuid(),
  event: z.string(),
  channel: z.string(),
  address: z.string(),
  subject: z.string(),
  body: z.string(),
  state: z.string(),
  reason: z.string(),
  attempts: z.int(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
  nextAt: z.date(),
  subjectId: z.string(),
})
export type MessageRow = z.output<typeof messageRow>

/** Messages to citizens, newest first. */
export async function readMessages(
  db: Kysely<DB>,
  wanted: { where: RawBuilder<unknown>; limit: number },
): Promise<(MessageRow & { sortKey: string })[]> {
  const found = await sql<MessageRow & { sortKey: string }>`
    select m.id, m.event, m.channel, m.address, m.subject, m.body, m.state, m.reason, m.attempts,
      m.created_at as "createdAt", m.sent_at as "sentAt", m.next_at as "nextAt", m.subject_id as "subjectId",
      to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortKey"
    from messages m where ${wanted.where} and m.channel <> 'app'
    order by m.created_at desc, m.id limit ${wanted.limit}`.execute(db)
  return found.rows.map((row) => ({
    ...row,
    address: shownAddress(row.address),
    body: withoutSecrets(row.body),
  }))
}

/** What only the citizen may see: the link that ends messages for whoever opens it, and where a code stood. */
function withoutSecrets(body: string): string {
  return body.replaceAll(/(\/ngung-tin\/)[\w-]+/g, '$1…').replaceAll('{ma_xac_nhan}', '••••••')
}
