import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type QueueSettings, usualSettings } from '../model/settings.ts'

/** The rules of the office's queue, or the usual ones. */
export async function queueSettings(db: Kysely<DB>, officeId: string): Promise<QueueSettings> {
  const row = await db
    .selectFrom('queue_settings')
    .select([
      'elderly_age as elderlyAge',
      'priority_run as priorityRun',
      'calls_before_absent as callsBeforeAbsent',
      'revision',
    ])
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return row ?? usualSettings
}

const device = z.object({
  id: z.uuid(),
  kind: z.enum(['kiosk', 'display']),
  name: z.string(),
  addedAt: z.date(),
})

/** The rules of the queue and the devices that may take or show tickets. */
export const getQueueSetup = defineQuery({
  name: 'counters.getQueueSetup',
  title: 'Xem máy lấy số, màn hình và quy tắc xếp hàng',
  audience: ['admin'],
  door: { method: 'GET', path: '/queue/setup' },
  input: z.strictObject({}),
  output: z.object({
    rules: z.object({
      elderlyAge: z.int(),
      priorityRun: z.int(),
      callsBeforeAbsent: z.int(),
      revision: z.int(),
    }),
    devices: z.array(device),
  }),
  example: {},
  async run({ db }, { officeId }) {
    const devices = await db
      .selectFrom('queue_devices')
      .select(['id', 'kind', 'name', 'added_at as addedAt'])
      .where('office_id', '=', officeId)
      .where('revoked_at', 'is', null)
      .orderBy('kind')
      .orderBy('name')
      .orderBy('id')
      .execute()
    return { rules: await queueSettings(db, officeId), devices: z.array(device).parse(devices) }
  },
})
