import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { idleFor } from '../model.ts'

/** Codes are counted against floods for an hour; a day later nobody asks for them (milliseconds). */
export const keepCodesFor = 24 * 60 * 60_000

/** Whether sign-ins have run out or codes are old, so that a night with nothing to delete leaves no trace. */
export const anyEnded = defineQuery({
  name: 'citizens.anyEnded',
  title: 'Xem có phiên, mã của công dân hết hạn cần xóa không',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)
    const [session, code] = await Promise.all([
      db
        .selectFrom('citizen_sessions')
        .select('id')
        .where('office_id', '=', officeId)
        .where('last_seen_at', '<=', ago(idleFor))
        .limit(1)
        .executeTakeFirst(),
      db
        .selectFrom('citizen_codes')
        .select('id')
        .where('office_id', '=', officeId)
        .where('created_at', '<', ago(keepCodesFor))
        .limit(1)
        .executeTakeFirst(),
    ])
    return { any: session !== undefined || code !== undefined }
  },
})
