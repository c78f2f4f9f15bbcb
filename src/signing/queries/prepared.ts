import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'

/**
 * What was prepared for the reader's own token. Fails with not_found for what is somebody else's, was signed already or
 * prepared anew, and with wrong_state where it has run out.
 */
export const preparedSignature = defineQuery({
  name: 'signing.preparedSignature',
  title: 'Xem tệp đã chuẩn bị để ký bằng thiết bị của mình',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    requestId: z.uuid(),
    targetId: z.uuid(),
    purpose: z.string(),
    sha256: z.string(),
    contents: z.object({ start: z.int(), end: z.int() }),
    attributes: z.custom<Uint8Array>(),
    certificate: z.custom<Uint8Array>(),
    chain: z.array(z.custom<Uint8Array>()),
  }),
  async run({ db, now }, actor, { id }) {
    const row = await db
      .selectFrom('prepared_signatures as p')
      .innerJoin('signing_requests as r', (join) =>
        join.onRef('r.office_id', '=', 'p.office_id').onRef('r.id', '=', 'p.request_id'),
      )
      .innerJoin('files as f', (join) =>
        join.onRef('f.office_id', '=', 'p.office_id').onRef('f.id', '=', 'p.file_id'),
      )
      .selectAll('p')
      .select(['r.target_id', 'r.purpose', 'f.sha256'])
      .where('p.office_id', '=', actor.officeId)
      .where('p.id', '=', id)
      .where('p.member_id', '=', actor.id)
      .executeTakeFirst()
    if (!row) {
      throw new AppError('not_found', {
        detail: 'Lần ký này đã xong, đã bị thay hoặc không phải của bạn. Hãy tải lại trang.',
      })
    }
    if (row.expires_at <= now)
      throw new AppError('wrong_state', { detail: 'Đã quá thời gian chờ ký. Hãy bấm ký lại.' })
    return {
      requestId: row.request_id,
      targetId: row.target_id,
      purpose: row.purpose,
      sha256: row.sha256,
      contents: { start: row.contents_start, end: row.contents_end },
      attributes: row.attributes,
      certificate: row.certificate,
      chain: row.chain,
    }
  },
})
