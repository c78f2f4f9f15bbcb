import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { guardFiles } from '../../../files/commands.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineCommand } from '../../../platform/operations.ts'
import { foldVietnamese } from '../../../platform/search-text.ts'
import { demoStaffId } from '../../../staff/examples.ts'
import { submissionStates } from '../../model/internal/submission-states.ts'
import { requirePeople } from './require-people.ts'
import { tellInternal } from './tell-internal.ts'

const long = z.string().trim().normalize('NFC').max(5000)

/** Phiếu trình: what an officer asks a leader to decide inside the office. */
export const submitInternally = defineCommand({
  name: 'records.submitInternally',
  title: 'Gửi phiếu trình nội bộ',
  audience: 'staff',
  door: { method: 'POST', path: '/internal-submissions', status: 201 },
  input: z.strictObject({
    id: z.uuid().optional(),
    subject: long.pipe(z.string().min(3, { error: 'Hãy ghi việc cần trình.' }).max(300)),
    words: long,
    proposal: long.pipe(z.string().min(3, { error: 'Hãy ghi rõ đề xuất để lãnh đạo quyết định.' })),
    submittedTo: z.uuid({ error: 'Hãy chọn lãnh đạo nhận phiếu trình.' }),
    fileIds: z.array(z.uuid()).max(20),
  }),
  output: z.object({ id: z.string() }),
  example: {
    subject: 'Mua bổ sung giấy in quý II',
    words: 'Giấy in còn dùng được hai tuần.',
    proposal: 'Đồng ý mua 20 ram giấy A4.',
    submittedTo: demoStaffId('phochutich'),
    fileIds: [],
  },
  async run(tx, actor, { id = uuid(), fileIds, ...input }) {
    if (input.submittedTo === actor.id) {
      throw new AppError('invalid_input', { fields: { submittedTo: 'Không tự trình cho chính mình.' } })
    }
    await requirePeople(tx, actor, { ids: [input.submittedTo], field: 'submittedTo' })
    // From now on they are read through the submission alone, by the two it concerns.
    await guardFiles(tx, actor, { ids: [...new Set(fileIds)], field: 'fileIds' })
    await tx.db
      .insertInto('internal_submissions')
      .values({
        office_id: actor.officeId,
        id,
        subject: input.subject,
        words: input.words,
        proposal: input.proposal,
        submitted_by: actor.id,
        submitted_to: input.submittedTo,
        submitted_at: tx.now,
        file_ids: [...new Set(fileIds)],
        state: 'waiting',
        search_text: foldVietnamese([input.subject, input.words, input.proposal].join(' ')),
      })
      .execute()
    await tellInternal(tx, actor, {
      source: `submission.waiting.${id}`,
      event: 'submission_waiting',
      staffIds: [input.submittedTo],
      about: { type: 'internal_submission', id, subject: input.subject },
    })
    return {
      output: { id },
      audit: [{ subjectType: 'internal_submission', subjectId: id, facts: { ...input, fileIds } }],
    }
  },
})

/** Ý kiến của lãnh đạo on a submission: agreed, refused, or returned for more; words are asked for unless it is agreed. */
export const answerSubmission = defineCommand({
  name: 'records.answerSubmission',
  title: 'Cho ý kiến phiếu trình nội bộ',
  audience: 'staff',
  input: z.strictObject({
    id: z.uuid(),
    revision: z.int().min(1),
    state: z.enum(['agreed', 'refused', 'returned']),
    answer: long,
  }),
  output: z.object({ id: z.string() }),
  async run(tx, actor, { id, revision, state, answer }) {
    const row = await tx.db
      .selectFrom('internal_submissions')
      .select(['submitted_to', 'submitted_by', 'subject', 'state', 'revision'])
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new AppError('not_found')
    if (row.submitted_to !== actor.id) throw new AppError('not_allowed')
    if (row.state !== 'waiting')
      throw new AppError('wrong_state', { detail: 'Phiếu trình này đã có ý kiến.' })
    if (row.revision !== revision) throw new AppError('stale')
    if (state !== 'agreed' && answer.length < 5) {
      throw new AppError('invalid_input', { fields: { answer: 'Hãy ghi rõ lý do (ít nhất 5 ký tự).' } })
    }
    await tx.db
      .updateTable('internal_submissions')
      .set({ state, answer, answered_at: tx.now, revision: revision + 1 })
      .set('search_text', sql<string>`search_text || ${` ${foldVietnamese(answer)}`}`)
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    await tellInternal(tx, actor, {
      source: `submission.answered.${id}`,
      event: 'submission_answered',
      staffIds: [row.submitted_by],
      about: { type: 'internal_submission', id, subject: row.subject },
      result: submissionStates[state],
    })
    return {
      output: { id },
      audit: [{ subjectType: 'internal_submission', subjectId: id, facts: { state, answer } }],
    }
  },
})
