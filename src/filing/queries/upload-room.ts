import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type Draft, type PaperPlace, paperPlaces } from '../model/draft.ts'
import type { FilingSettings } from '../model/settings.ts'
import { loadDraft, officeOfDraft, unsentSupplement } from './draft-rows.ts'
import { filingSettings } from './filing-settings.ts'

/** How many of the largest files a draft may weigh: nobody needs more, and nobody shall fill the disk. */
const largestFiles = 4

/**
 * Bytes that one more file may have. Fails with wrong_state where a paper has no business there, and with too_large when the
 * draft holds enough.
 */
export function roomFor(
  draft: Draft,
  { place, settings }: { place: PaperPlace; settings: FilingSettings },
): number {
  if ((place === 'supplement') !== (draft.state === 'filed')) {
    throw new AppError('wrong_state', {
      detail:
        draft.state === 'filed'
          ? 'Hồ sơ này đã nộp nên không đính kèm thêm ở đây được nữa. Hãy mở trang hồ sơ đã nộp.'
          : 'Hồ sơ chưa nộp. Hãy đính kèm ở bước Giấy tờ.',
    })
  }
  const counted = place === 'supplement' ? unsentSupplement(draft) : draft.papers
  const limitBytes = settings.fileMegabytes * 2 ** 20
  const left = largestFiles * limitBytes - counted.reduce((sum, { size }) => sum + size, 0)
  if (counted.length < settings.filesEach && left > 0) return Math.min(limitBytes, left)
  throw new AppError('too_large', {
    detail: `Mỗi hồ sơ đính kèm tối đa ${settings.filesEach} tệp, tổng cộng ${largestFiles * settings.fileMegabytes} MB. Hãy bỏ bớt tệp, hoặc chụp lại ở cỡ nhỏ hơn.`,
  })
}

/** Whether a file may still be attached, and how large it may be (bytes): asked before anything is received. */
export const uploadRoom = defineQuery({
  name: 'filing.uploadRoom',
  title: 'Xem còn đính kèm được tệp hay không',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({ id: z.uuid(), place: z.enum(paperPlaces) }),
  output: z.object({ limitBytes: z.int() }),
  async run({ db }, { officeId }, { id, place }) {
    const [draft, settings] = await Promise.all([
      loadDraft(db, officeId, { id }),
      filingSettings(db, officeId),
    ])
    return { limitBytes: roomFor(draft, { place, settings }) }
  },
})

/** Whether an upload that comes in pieces has been attached already: its last answer may have been lost on the way. */
export const finishedUpload = defineQuery({
  name: 'filing.finishedUpload',
  title: 'Xem tệp gửi từng phần đã được đính kèm hay chưa',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({ id: z.uuid(), uploadId: z.string().max(100) }),
  output: z.object({ fileId: z.uuid().nullable() }),
  async run({ db }, { officeId }, { id, uploadId }) {
    const found = await db
      .selectFrom('filing_papers')
      .select('file_id as fileId')
      .where('office_id', '=', officeId)
      .where('draft_id', '=', id)
      .where('upload_id', '=', uploadId)
      .executeTakeFirst()
    return { fileId: found?.fileId ?? null }
  },
})
