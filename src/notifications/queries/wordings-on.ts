import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { shippedWording, type Wording } from '../model/default-wordings.ts'
import type { Channel, MessageEvent } from '../model/events.ts'

export interface VersionedWording extends Wording {
  channel: Channel
  version: number
}

/** The wordings of an event in force on a day, the latest version of each channel; version 0 is the shipped one. */
export async function wordingsOn(
  db: Kysely<DB>,
  officeId: string,
  wanted: { event: MessageEvent; channels: readonly Channel[]; onDate: string },
): Promise<VersionedWording[]> {
  const own = await sql<VersionedWording>`
    select distinct on (channel) channel, version, active, subject, body from notification_templates
    where office_id = ${officeId}::uuid and event = ${wanted.event} and valid_from <= ${wanted.onDate}::date
    order by channel, version desc`.execute(db)
  return wanted.channels.map(
    (channel) =>
      own.rows.find((row) => row.channel === channel) ?? {
        ...shippedWording(wanted.event, channel),
        channel,
        version: 0,
      },
  )
}
