import { AppError } from '../../../platform/errors.ts'
import type { Actor, AuditEntry, Tx } from '../../../platform/operations.ts'
import { countBallots, resultWords, sealOf } from '../../model/internal/vote-result.ts'
import { tellInternal } from './tell-internal.ts'

/** An open vote, locked for one change. */
export interface LockedVote {
  id: string
  question: string
  options: string[]
  deadline: Date
  openedBy: string
}

/** Locks a vote that is still open. Fails with not_found or wrong_state. */
export async function lockVote(tx: Tx, actor: Actor, id: string): Promise<LockedVote> {
  const row = await tx.db
    .selectFrom('internal_votes')
    .select(['question', 'options', 'deadline', 'closed_at', 'opened_by'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  if (row.closed_at !== null) throw new AppError('wrong_state', { detail: 'Phiếu này đã chốt kết quả.' })
  return {
    id,
    question: row.question,
    options: row.options as string[],
    deadline: row.deadline,
    openedBy: row.opened_by,
  }
}

export async function ballotsOf(tx: Tx, actor: Actor, id: string) {
  return tx.db
    .selectFrom('internal_ballots')
    .select(['voter_id as voterId', 'choice', 'words'])
    .where('office_id', '=', actor.officeId)
    .where('vote_id', '=', id)
    .execute()
}

/** Writes the result once, with the digest over all ballots, and tells it to everybody asked and to who asked. */
export async function writeResult(tx: Tx, actor: Actor, vote: LockedVote): Promise<AuditEntry> {
  const ballots = await ballotsOf(tx, actor, vote.id)
  const result = countBallots(vote.options, ballots)
  const seal = sealOf(vote, ballots)
  await tx.db
    .updateTable('internal_votes')
    .set({ closed_at: tx.now, result: JSON.stringify(result), seal })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', vote.id)
    .execute()
  await tellInternal(tx, actor, {
    source: `vote.closed.${vote.id}`,
    event: 'vote_closed',
    staffIds: [...ballots.map(({ voterId }) => voterId), vote.openedBy],
    about: { type: 'vote', id: vote.id, subject: vote.question },
    result: resultWords(vote.options, result),
  })
  return { action: 'records.closeVote', subjectType: 'vote', subjectId: vote.id, facts: { result, seal } }
}
