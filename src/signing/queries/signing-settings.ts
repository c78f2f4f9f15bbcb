import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** Seconds that a signature waits for its timestamp unless the office says otherwise: an officer stands by and waits too. */
const usualSeconds = 15

/** Thiết lập ký số of the office; an empty address takes no timestamps. */
export const signingSettings = defineQuery({
  name: 'signing.signingSettings',
  title: 'Xem thiết lập ký số',
  audience: ['admin'],
  door: { method: 'GET', path: '/signing-settings' },
  input: z.strictObject({}),
  output: z.object({ revision: z.int(), timestampAddress: z.string(), timestampSeconds: z.int() }),
  async run({ db }, actor) {
    const row = await db
      .selectFrom('signing_settings')
      .select(['revision', 'timestamp_address', 'timestamp_seconds'])
      .where('office_id', '=', actor.officeId)
      .executeTakeFirst()
    return {
      revision: row?.revision ?? 0,
      timestampAddress: row?.timestamp_address ?? '',
      timestampSeconds: row?.timestamp_seconds ?? usualSeconds,
    }
  },
})
