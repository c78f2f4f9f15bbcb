import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { type CommentState, commentStates, nextCommentStates } from '../model/rating/comment.ts'

/** Says what has become of a remark: read, answered (with the answer), or taken up as a complaint (PAKN). */
export const handleComment = defineCommand({
  name: 'dossiers.handleComment',
  title: 'Xử lý góp ý kèm đánh giá',
  audience: ['leader', 'clerk'],
  input: z.strictObject({
    id: z.uuid(),
    revision: z.coerce.number().int(),
    state: z.enum(commentStates, { error: 'Hãy chọn cách xử lý.' }),
    answer: z.string().trim().max(2000, 'Tối đa 2.000 ký tự.').default(''),
  }),
  output: z.object({ state: z.enum(commentStates) }),
  async run(tx, actor, { id, revision, state, answer }) {
    const comment = await tx.db
      .selectFrom('rating_comments')
      .select(['state', 'revision'])
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!comment) throw new AppError('not_found')
    if (comment.revision !== revision) throw new AppError('stale')
    if (!nextCommentStates(comment.state as CommentState).includes(state)) throw new AppError('wrong_state')
    if (state === 'answered' && answer === '') {
      throw new AppError('invalid_input', { fields: { answer: 'Hãy ghi nội dung trả lời.' } })
    }
    await tx.db
      .updateTable('rating_comments')
      .set({
        ...{ state, answer, revision: revision + 1 },
        ...{ handled_by: actor.id, handled_on: localDate(tx.now) },
      })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    const news = { topic: 'rating.complaint_raised', payload: { commentId: id } }
    return {
      output: { state },
      audit: [{ subjectType: 'rating_comment', subjectId: id, facts: { before: comment.state, state } }],
      news: state === 'complaint' ? [news] : [],
    }
  },
})

/** Sets how many ratings at least stand behind a figure; batches already filled keep their size. */
export const setRatingMinimum = defineCommand({
  name: 'dossiers.setRatingMinimum',
  title: 'Đặt số đánh giá ít nhất để hiện kết quả',
  audience: ['leader', 'admin'],
  input: z.strictObject({
    minimum: z.coerce
      .number({ error: 'Hãy ghi một số.' })
      .int({ error: 'Hãy ghi một số.' })
      .min(3, { error: 'Ít nhất 3, để không ai bị nhận ra.' })
      .max(100, { error: 'Nhiều nhất 100.' }),
  }),
  output: z.object({ minimum: z.int() }),
  async run(tx, { officeId }, { minimum }) {
    await tx.db
      .insertInto('rating_settings')
      .values({ office_id: officeId, minimum })
      .onConflict((conflict) => conflict.column('office_id').doUpdateSet({ minimum }))
      .execute()
    return {
      output: { minimum },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { minimum } }],
    }
  },
})
