import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { openUntil } from '../model/retry.ts'

export const contactSchema = z.strictObject({
  /** Only failures of sending make a pause: asking for news goes on every minute, and finds out when the portal is back. */
  of: z.enum(['sending', 'asking']),
  /** Calls that went through, and those that failed after the last of these. */
  succeeded: z.int().min(0),
  failed: z.int().min(0),
  /** What was wrong last, in words. */
  reason: z.string().max(500),
})
export type Contact = z.output<typeof contactSchema>

/** Counts failures in a row; enough of them, and the portal is left alone for a while (cầu dao). One success closes it again. */
export async function noteContact(tx: Tx, officeId: string, contact: Contact): Promise<void> {
  const { of, succeeded, failed, reason } = contact
  const found = await tx.db
    .selectFrom('portal_state')
    .select(['failures', 'open_until'])
    .where('office_id', '=', officeId)
    .forUpdate()
    .executeTakeFirst()
  const isSending = of === 'sending'
  const counted = succeeded > 0 ? failed : (found?.failures ?? 0) + failed
  const failures = isSending ? counted : (found?.failures ?? 0)
  const opened = failed > 0 ? openUntil(failures, tx.now) : null
  const until = isSending ? opened : (found?.open_until ?? null)
  await sql`insert into portal_state (office_id, failures, open_until, last_success_at, last_failure_at, last_error)
    values (${officeId}::uuid, ${failures}::int, ${until}::timestamptz, ${succeeded > 0 ? tx.now : null}::timestamptz,
      ${failed > 0 ? tx.now : null}::timestamptz, ${failed > 0 ? reason : ''})
    on conflict (office_id) do update set failures = excluded.failures, open_until = excluded.open_until,
      last_success_at = coalesce(excluded.last_success_at, portal_state.last_success_at),
      last_failure_at = coalesce(excluded.last_failure_at, portal_state.last_failure_at),
      last_error = excluded.last_error`.execute(tx.db)
}

/** Writes down how talking went, where nothing else is written anyway. */
export const notePortalContact = defineCommand({
  name: 'nationalPortal.noteContact',
  title: 'Ghi nhận liên lạc với Cổng Dịch vụ công quốc gia',
  audience: [],
  input: contactSchema,
  output: z.object({}),
  async run(tx, { officeId }, contact) {
    await noteContact(tx, officeId, contact)
    return { output: {}, audit: [{ subjectType: 'office', subjectId: officeId, facts: contact }] }
  },
})

/** Somebody tried the connection: who, and what came of it. */
export const noteConnectionTest = defineCommand({
  name: 'nationalPortal.noteTest',
  title: 'Kiểm tra kết nối Cổng Dịch vụ công quốc gia',
  audience: ['admin'],
  input: contactSchema,
  output: z.object({}),
  async run(tx, { officeId }, contact) {
    await noteContact(tx, officeId, contact)
    return { output: {}, audit: [{ subjectType: 'office', subjectId: officeId, facts: contact }] }
  },
})
