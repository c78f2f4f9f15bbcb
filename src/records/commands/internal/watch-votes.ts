import { sql } from 'kysely'
import { z } from 'zod'
import { formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../../platform/operations.ts'
import { votePastDeadline, voteToRemind } from '../../queries/internal/votes-to-tell.ts'
import { type LockedVote, writeResult } from './close-vote.ts'
import { tellInternal } from './tell-internal.ts'

/**
 * One look of the job at open votes: closes those past their deadline with the ballots cast, and tells those who have not
 * answered that a day is left. Locked rows are another program's; what is closed is never closed again.
 */
export const watchVotes = defineCommand({
  name: 'records.watchVotes',
  title: 'Chốt phiếu lấy ý kiến hết hạn và nhắc người chưa trả lời',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(500) }),
  output: z.object({ done: z.int() }),
  async run(tx, actor, { limit }) {
    const closing = await lockedVotes(tx, actor, { limit, which: 'past' })
    const audit: AuditEntry[] = []
    for (const vote of closing) audit.push(await writeResult(tx, actor, vote))
    const reminding = await lockedVotes(tx, actor, { limit, which: 'remind' })
    for (const vote of reminding) audit.push(await remind(tx, actor, vote))
    const [first, ...others] = audit
    const nothing = { subjectType: 'office', subjectId: actor.officeId, facts: { votes: 0 } }
    return { output: { done: audit.length }, audit: [first ?? nothing, ...others] }
  },
})

async function lockedVotes(
  tx: Tx,
  actor: Actor,
  { limit, which }: { limit: number; which: 'past' | 'remind' },
): Promise<LockedVote[]> {
  const wanted = which === 'past' ? votePastDeadline(tx.now) : voteToRemind(tx.now)
  const found =
    await sql<LockedVote>`select v.id, v.question, v.options, v.deadline, v.opened_by as "openedBy"
    from internal_votes v where v.office_id = ${actor.officeId}::uuid and ${wanted}
    order by v.deadline, v.id limit ${limit} for update skip locked`.execute(tx.db)
  return found.rows
}

async function remind(tx: Tx, actor: Actor, vote: LockedVote): Promise<AuditEntry> {
  const [silent] = await Promise.all([
    tx.db
      .selectFrom('internal_ballots')
      .select('voter_id')
      .where('office_id', '=', actor.officeId)
      .where('vote_id', '=', vote.id)
      .where('cast_at', 'is', null)
      .execute(),
    tx.db
      .updateTable('internal_votes')
      .set({ reminded_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', vote.id)
      .execute(),
  ])
  await tellInternal(tx, actor, {
    source: `vote.due.${vote.id}`,
    event: 'vote_due_soon',
    staffIds: silent.map(({ voter_id }) => voter_id),
    about: { type: 'vote', id: vote.id, subject: vote.question },
    at: formatShortMoment(vote.deadline),
  })
  return { subjectType: 'vote', subjectId: vote.id, facts: { reminded: silent.length } }
}
