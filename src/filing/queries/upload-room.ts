import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type Draft, type PaperPlace, paperPlaces } from '../model/draft.ts'
import type { FilingSettings } from '../model/settings.ts'
import { loadDraft, officeOfDraft, unsentSupplement } from './draft-rows.ts'
import { filingSettings } from './filing-settings.ts'

/** Fails with wrong_state where a paper has no business there, and with too_large when the draft holds enough files. */
export function requireRoom(
  draft: Draft,
  { place, settings }: { place: PaperPlace; settings: FilingSettings },
): void {
  if ((place === 'supplement') !== (draft.state === 'filed')) {
    throw new AppError('wrong_state', {
      detail:
        draft.state === 'filed'
          ? 'Hồ sơ này đã nộp nên không đính kèm thêm ở đây được nữa. Hãy mở trang hồ sơ đã nộp.'
          : 'Hồ sơ chưa nộp. Hãy đính kèm ở bước Giấy tờ.',
    })
  }
  const counted = place === 'supplement' ? unsentSupplement(draft) : draft.papers
  if (counted.length < settings.filesEach) return
  throw new AppError('too_large', {
    detail: `Mỗi hồ sơ đính kèm tối đa ${settings.filesEach} tệp. Hãy bỏ bớt tệp, hoặc ghép nhiều trang vào một tệp PDF.`,
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
    requireRoom(draft, { place, settings })
    return { limitBytes: settings.fileMegabytes * 2 ** 20 }
  },
})

/** Whether an upload that comes in pieces has been attached already: its last answer may have been lost on the way. */
export const finishedUpload = defineQuery({
  name: 'filing.finishedUpload',
  title: 'Xem tệp gửi từng phần đã được đính kèm hay chưa',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({ id: z.uuid(), uploadId: z.string().max(64) }),
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
