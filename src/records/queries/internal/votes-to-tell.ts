import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../../platform/operations.ts'

/** Which of `internal_votes v` nobody can answer any more. */
export const votePastDeadline = (now: Date): RawBuilder<boolean> =>
  sql<boolean>`(v.closed_at is null and v.deadline < ${now}::timestamptz)`

/** Which have a day left and were not told so. One that is open for less than a day was told when it was opened. */
export const voteToRemind = (now: Date): RawBuilder<boolean> =>
  sql<boolean>`(v.closed_at is null and v.reminded_at is null and v.deadline >= ${now}::timestamptz
    and v.deadline - interval '1 day' <= ${now}::timestamptz and v.opened_at < v.deadline - interval '1 day')`

/** Whether the job has anything to do with votes; a quiet run leaves nothing in the journal. */
export const anyVoteToTell = defineQuery({
  name: 'records.anyVoteToTell',
  title: 'Tìm phiếu lấy ý kiến hết hạn hoặc cần nhắc',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const found = await sql`select 1 from internal_votes v where v.office_id = ${officeId}::uuid
      and (${votePastDeadline(now)} or ${voteToRemind(now)}) limit 1`.execute(db)
    return { any: found.rows.length > 0 }
  },
})
