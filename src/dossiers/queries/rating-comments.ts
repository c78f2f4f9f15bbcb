import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { commentStates } from '../model/rating/comment.ts'

const most = 200

/** What people wrote, the new first. Neither field nor day is told: with them a remark could be laid to a person. */
export const ratingComments = defineQuery({
  name: 'dossiers.ratingComments',
  title: 'Xem góp ý kèm đánh giá',
  audience: ['leader', 'clerk'],
  door: { method: 'GET', path: '/rating-comments' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        body: z.string(),
        state: z.enum(commentStates),
        answer: z.string(),
        revision: z.int(),
      }),
    ),
  }),
  async run({ db }, { officeId }) {
    const items = await db
      .selectFrom('rating_comments')
      .select((each) => [
        'id',
        'body',
        'answer',
        'revision',
        each.ref('state').$castTo<(typeof commentStates)[number]>().as('state'),
      ])
      .where('office_id', '=', officeId)
      // Ids are random, so that the order tells nothing of when each was written.
      .orderBy((each) =>
        each.case().when('state', '=', 'new').then(0).when('state', '=', 'read').then(1).else(2).end(),
      )
      .orderBy('quarter', 'desc')
      .orderBy('id')
      .limit(most)
      .execute()
    return { items }
  },
})
