import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../../platform/database-types.ts'
import { type Actor, defineQuery } from '../../../platform/operations.ts'
import { membersOf, person } from './internal-lists.ts'
import { readableVotes } from './readable-internal.ts'

/** Phiếu lấy ý kiến: who has answered always, what they answered only once it is closed. */
export const listVotes = defineQuery({
  name: 'records.listVotes',
  title: 'Xem các phiếu lấy ý kiến',
  audience: 'staff',
  door: { method: 'GET', path: '/votes' },
  input: z.strictObject({}),
  output: z.object({
    members: z.array(person),
    rows: z.array(
      z.object({
        id: z.string(),
        question: z.string(),
        words: z.string(),
        options: z.array(z.string()),
        deadline: z.iso.datetime(),
        openedBy: z.string(),
        closed: z.boolean(),
        seal: z.string().nullable(),
        counts: z.array(z.number()).nullable(),
        voters: z.array(
          z.object({ name: z.string(), cast: z.boolean(), choice: z.number().nullable(), words: z.string() }),
        ),
        mayVote: z.boolean(),
        mayClose: z.boolean(),
      }),
    ),
  }),
  async run({ db, now }, actor) {
    const [members, votes] = await Promise.all([membersOf(db, actor.officeId), selectVotes(db, actor)])
    const ballots = await selectBallots(
      db,
      actor.officeId,
      votes.map(({ id }) => id),
    )
    return {
      members,
      rows: votes.map((vote) => {
        const asked = ballots.filter(({ vote_id }) => vote_id === vote.id)
        const own = asked.find(({ voter_id }) => voter_id === actor.id)
        const isClosed = vote.closed_at !== null
        return {
          id: vote.id,
          question: vote.question,
          words: vote.words,
          options: vote.options as string[],
          deadline: vote.deadline.toISOString(),
          openedBy: vote.opener,
          closed: isClosed,
          seal: vote.seal,
          counts: (vote.result as { counts: number[] } | null)?.counts ?? null,
          voters: asked.map(({ name, cast_at, choice, words }) => ({
            name,
            cast: cast_at !== null,
            choice: isClosed ? choice : null,
            words: isClosed ? words : '',
          })),
          mayVote: !isClosed && own !== undefined && own.cast_at === null && vote.deadline >= now,
          mayClose: !isClosed && vote.opened_by === actor.id && vote.deadline < now,
        }
      }),
    }
  },
})

/** Votes that the reader opened or is asked in, the latest first. */
function selectVotes(db: Kysely<DB>, actor: Actor) {
  return db
    .selectFrom('internal_votes as v')
    .innerJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'v.office_id').onRef('s.id', '=', 'v.opened_by'),
    )
    .selectAll('v')
    .select('s.full_name as opener')
    .where('v.office_id', '=', actor.officeId)
    .where(readableVotes(actor, 'v'))
    .orderBy('v.opened_at', 'desc')
    .limit(50)
    .execute()
}

async function selectBallots(db: Kysely<DB>, officeId: string, voteIds: readonly string[]) {
  if (voteIds.length === 0) return []
  return db
    .selectFrom('internal_ballots as b')
    .innerJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'b.office_id').onRef('s.id', '=', 'b.voter_id'),
    )
    .select(['b.vote_id', 'b.voter_id', 'b.choice', 'b.words', 'b.cast_at', 's.full_name as name'])
    .where('b.office_id', '=', officeId)
    .where('b.vote_id', 'in', voteIds)
    .orderBy('s.full_name')
    .execute()
}
