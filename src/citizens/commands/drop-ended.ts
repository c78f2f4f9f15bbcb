import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { atMostFor, idleFor } from '../model.ts'
import { keepCodesFor } from '../queries/any-ended.ts'

/** Deletes sign-ins that have run out and codes of yesterday. */
export const dropEnded = defineCommand({
  name: 'citizens.dropEnded',
  title: 'Xóa phiên đăng nhập và mã xác nhận của công dân đã hết hạn',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ sessions: z.int(), codes: z.int() }),
  async run(tx, { officeId }) {
    const ago = (milliseconds: number) => new Date(tx.now.getTime() - milliseconds)
    const sessions = await tx.db
      .deleteFrom('citizen_sessions')
      .where('office_id', '=', officeId)
      .where((where) =>
        where.or([where('last_seen_at', '<=', ago(idleFor)), where('started_at', '<=', ago(atMostFor))]),
      )
      .returning('id')
      .execute()
    const codes = await tx.db
      .deleteFrom('citizen_codes')
      .where('office_id', '=', officeId)
      .where('created_at', '<', ago(keepCodesFor))
      .returning('id')
      .execute()
    const output = { sessions: sessions.length, codes: codes.length }
    return { output, audit: [{ subjectType: 'office', subjectId: officeId, facts: output }] }
  },
})
