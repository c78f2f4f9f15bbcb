import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { shippedWording } from '../model/default-wordings.ts'
import { templateKinds } from '../model/events.ts'

const wording = z.object({
  event: z.string(),
  channel: z.string(),
  /** In force today; 0 is the shipped wording. */
  version: z.int(),
  active: z.boolean(),
  subject: z.string(),
  body: z.string(),
  /** The last version written, and from when it counts where that is still to come. */
  lastVersion: z.int(),
  plannedFrom: z.string().nullable(),
})
export type ListedWording = z.output<typeof wording>

interface OwnRow {
  event: string
  channel: string
  version: number
  validFrom: string
  active: boolean
  subject: string
  body: string
}

/** Every wording as it counts today, and whether another one is planned. */
export const listWordings = defineQuery({
  name: 'notifications.listWordings',
  title: 'Xem các mẫu tin thông báo',
  audience: ['admin'],
  door: { method: 'GET', path: '/notification-wordings' },
  input: z.strictObject({}),
  output: z.object({ items: z.array(wording) }),
  example: {},
  async run({ db, now }, { officeId }) {
    const today = localDate(now)
    const own =
      await sql<OwnRow>`select event, channel, version, valid_from as "validFrom", active, subject, body
      from notification_templates where office_id = ${officeId}::uuid order by event, channel, version desc`.execute(
        db,
      )
    const items = templateKinds.map(({ event, channel }) => {
      const versions = own.rows.filter((row) => row.event === event && row.channel === channel)
      const last = versions[0]
      const current = versions.find(({ validFrom }) => validFrom <= today)
      const shown = current ?? { ...shippedWording(event, channel), version: 0 }
      return {
        event,
        channel,
        version: shown.version,
        active: shown.active,
        subject: shown.subject,
        body: shown.body,
        lastVersion: last?.version ?? 0,
        plannedFrom: last && last.validFrom > today ? last.validFrom : null,
      }
    })
    return { items }
  },
})
