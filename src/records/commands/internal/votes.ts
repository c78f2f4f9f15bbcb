import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineCommand } from '../../../platform/operations.ts'
import { foldVietnamese } from '../../../platform/search-text.ts'
import { demoStaffId } from '../../../staff/examples.ts'
import { ballotsOf, lockVote, writeResult } from './close-vote.ts'
import { requirePeople } from './require-people.ts'
import { tellInternal } from './tell-internal.ts'

const option = z.string().trim().normalize('NFC').min(1).max(200)

/** Gửi phiếu lấy ý kiến: a question with options, to people of the office, until a deadline. */
export const openVote = defineCommand({
  name: 'records.openVote',
  title: 'Gửi phiếu lấy ý kiến bằng văn bản',
  audience: ['leader', 'clerk', 'admin'],
  door: { method: 'POST', path: '/votes', status: 201 },
  input: z.strictObject({
    id: z.uuid().optional(),
    question: z
      .string()
      .trim()
      .normalize('NFC')
      .min(5, { error: 'Hãy ghi rõ vấn đề cần lấy ý kiến.' })
      .max(500),
    words: z.string().trim().max(5000),
    options: z
      .array(option)
      .min(2, { error: 'Cần ít nhất hai phương án.' })
      .max(10, { error: 'Tối đa 10 phương án.' })
      .refine((all) => new Set(all).size === all.length, { error: 'Hai phương án không được giống nhau.' }),
    deadline: z.iso.datetime({ offset: true, error: 'Hãy nhập hạn trả lời.' }),
    voters: z.array(z.uuid()).min(1, { error: 'Hãy chọn người được lấy ý kiến.' }).max(200),
  }),
  output: z.object({ id: z.string() }),
  example: {
    question: 'Thống nhất phương án trực ngày lễ',
    words: '',
    options: ['Đồng ý', 'Không đồng ý', 'Ý kiến khác'],
    deadline: '2027-04-01T17:00:00+07:00',
    voters: [demoStaffId('chutich'), demoStaffId('phochutich')],
  },
  async run(tx, actor, { id = uuid(), ...input }) {
    if (new Date(input.deadline) <= tx.now) {
      throw new AppError('invalid_input', { fields: { deadline: 'Hạn trả lời phải ở sau lúc này.' } })
    }
    await requirePeople(tx, actor, { ids: input.voters, field: 'voters' })
    await tx.db
      .insertInto('internal_votes')
      .values({
        office_id: actor.officeId,
        id,
        question: input.question,
        words: input.words,
        options: JSON.stringify(input.options),
        deadline: new Date(input.deadline),
        opened_by: actor.id,
        opened_at: tx.now,
        search_text: foldVietnamese([input.question, input.words].join(' ')),
      })
      .execute()
    await tx.db
      .insertInto('internal_ballots')
      .values(
        [...new Set(input.voters)].map((voter_id) => ({ office_id: actor.officeId, vote_id: id, voter_id })),
      )
      .execute()
    await tellInternal(tx, actor, {
      source: `vote.opened.${id}`,
      event: 'vote_opened',
      staffIds: input.voters,
      about: { type: 'vote', id, subject: input.question },
      at: formatShortMoment(new Date(input.deadline)),
    })
    return { output: { id }, audit: [{ subjectType: 'vote', subjectId: id, facts: { ...input } }] }
  },
})

/** Trả lời phiếu lấy ý kiến: once, before the deadline. The journal tells that one voted, not how. The last one closes the vote. */
export const castBallot = defineCommand({
  name: 'records.castBallot',
  title: 'Trả lời phiếu lấy ý kiến',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid(), choice: z.int().min(0), words: z.string().trim().max(2000) }),
  output: z.object({ id: z.string(), closed: z.boolean() }),
  async run(tx, actor, { id, choice, words }) {
    const vote = await lockVote(tx, actor, id)
    if (vote.deadline < tx.now) throw new AppError('wrong_state', { detail: 'Đã hết hạn trả lời phiếu này.' })
    if (choice >= vote.options.length) {
      throw new AppError('invalid_input', { fields: { choice: 'Hãy chọn một phương án.' } })
    }
    const cast = await tx.db
      .updateTable('internal_ballots')
      .set({ choice, words, cast_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('vote_id', '=', id)
      .where('voter_id', '=', actor.id)
      .where('cast_at', 'is', null)
      .returning('voter_id')
      .executeTakeFirst()
    if (!cast) {
      throw new AppError('not_allowed', {
        detail: 'Bạn đã trả lời, hoặc không có trong danh sách được lấy ý kiến.',
      })
    }
    const ballots = await ballotsOf(tx, actor, id)
    const isLast = ballots.every(({ choice: each }) => each !== null)
    const closing = isLast ? [await writeResult(tx, actor, vote)] : []
    return {
      output: { id, closed: isLast },
      audit: [{ subjectType: 'vote', subjectId: id, facts: { cast: true } }, ...closing],
    }
  },
})

/** Chốt kết quả lấy ý kiến, after the deadline; before it only the last ballot does. */
export const closeVote = defineCommand({
  name: 'records.closeVote',
  title: 'Chốt kết quả lấy ý kiến',
  audience: ['leader', 'clerk', 'admin'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.string() }),
  async run(tx, actor, { id }) {
    const vote = await lockVote(tx, actor, id)
    if (vote.openedBy !== actor.id)
      throw new AppError('not_allowed', { detail: 'Chỉ người gửi phiếu chốt kết quả.' })
    if (vote.deadline >= tx.now) {
      throw new AppError('wrong_state', {
        detail: 'Chưa hết hạn và chưa đủ người trả lời nên chưa chốt kết quả được.',
      })
    }
    return { output: { id }, audit: [await writeResult(tx, actor, vote)] }
  },
})
