import { z } from 'zod'
import { AppError } from '../../../platform/errors.ts'
import { defineQuery } from '../../../platform/operations.ts'
import { incomingFile } from '../incoming-file.ts'

/** A file of a submission, for who submitted it and who decides. Fails with not_found for everybody else. */
export const getSubmissionFile = defineQuery({
  name: 'records.getSubmissionFile',
  title: 'Xem tệp kèm phiếu trình nội bộ',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid(), fileId: z.uuid() }),
  output: incomingFile,
  async run({ db }, actor, { id, fileId }) {
    const submission = await db
      .selectFrom('internal_submissions')
      .select('file_ids')
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .where((where) =>
        where.or([where('submitted_by', '=', actor.id), where('submitted_to', '=', actor.id)]),
      )
      .executeTakeFirst()
    const file = submission?.file_ids.includes(fileId)
      ? await db
          .selectFrom('files')
          .select(['sha256', 'name', 'size', 'media_type as mediaType'])
          .where('office_id', '=', actor.officeId)
          .where('id', '=', fileId)
          .executeTakeFirst()
      : undefined
    if (!file) throw new AppError('not_found', { detail: 'Không có tệp này hoặc bạn không được xem.' })
    return file
  },
})
