import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** Condition on `interchange_messages m`: may go now, and nothing before it in its thread is still to go. */
export function isDue({ officeId, now }: { officeId: string; now: Date }) {
  return sql<boolean>`m.office_id = ${officeId}::uuid and m.state in ('waiting', 'sending') and m.next_at <= ${now}::timestamptz
    and not exists (select 1 from interchange_messages b where b.office_id = m.office_id and b.agency_id = m.agency_id
      and b.thread = m.thread and b.id < m.id and b.state in ('waiting', 'sending', 'failed'))`
}

/** What the exchange has to do now: looked at every minute, so that idle runs write nothing. Secrets still sealed. */
export const exchangeWork = defineQuery({
  name: 'interchange.work',
  title: 'Xem còn gì chờ gửi, nhận qua liên thông văn bản không',
  audience: [],
  input: z.strictObject({}),
  output: z.object({
    toSend: z.boolean(),
    /** Messages kept and not read yet. */
    toRead: z.array(z.object({ id: z.uuid(), sha256: z.string() })),
    axis: z.object({ baseUrl: z.string(), systemId: z.string(), secretSealed: z.string() }).nullable(),
    pollIsDue: z.boolean(),
    certificate: z.string(),
    keySealed: z.string(),
  }),
  async run({ db, now }, { officeId }) {
    const [due, toRead, settings] = await Promise.all([
      sql`select 1 from interchange_messages m where ${isDue({ officeId, now })} limit 1`.execute(db),
      db
        .selectFrom('interchange_arrivals')
        .select(['id', 'sha256'])
        .where('office_id', '=', officeId)
        .where('state', '=', 'stored')
        .orderBy('received_at')
        .orderBy('id')
        .limit(20)
        .execute(),
      db.selectFrom('interchange_settings').selectAll().where('office_id', '=', officeId).executeTakeFirst(),
    ])
    const next = settings?.polled_at ? settings.polled_at.getTime() + settings.poll_minutes * 60_000 : 0
    return {
      toSend: due.rows.length > 0,
      toRead,
      axis: settings?.active
        ? {
            baseUrl: settings.base_url,
            systemId: settings.system_id,
            secretSealed: settings.secret_sealed,
          }
        : null,
      pollIsDue: settings?.active === true && next <= now.getTime(),
      certificate: settings?.certificate ?? '',
      keySealed: settings?.key_sealed ?? '',
    }
  },
})
