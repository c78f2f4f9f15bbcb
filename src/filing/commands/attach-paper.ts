import { z } from 'zod'
import { forgetFiles, rememberFiles } from '../../files/commands.ts'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { type Draft, paperPlaces, placeNames } from '../model/draft.ts'
import { loadDraft, officeOfDraft, procedureOfDraft } from '../queries/draft-rows.ts'
import { askedOfCitizen } from '../queries/filed-dossier.ts'
import { filingSettings } from '../queries/filing-settings.ts'
import { roomFor } from '../queries/upload-room.ts'
import { openDraft, requireUnfiled } from './open-draft.ts'

/**
 * Attaches a file that lies in the store to a draft. It has no door: the upload routes call it after looking into the
 * content, for whoever brings the key of the draft. The same content again at the same place attaches nothing more.
 */
export const attachPaper = defineCommand({
  name: 'filing.attachPaper',
  title: 'Đính kèm giấy tờ vào hồ sơ trực tuyến',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({
    id: z.uuid(),
    place: z.enum(paperPlaces),
    ordinal: z.int().min(0).max(199),
    file: storedContentSchema,
    uploadId: z.string().max(100).nullable().default(null),
  }),
  output: z.object({ fileId: z.uuid() }),
  async run(tx, actor, { id, place, ordinal, file, uploadId }) {
    const draft = await loadDraft(tx.db, actor.officeId, { id, lock: true })
    const same = await sameContent(tx, actor, { id, place, ordinal, sha256: file.sha256 })
    const settings = await filingSettings(tx.db, actor.officeId)
    if (!same && file.size > roomFor(draft, { place, settings })) throw new AppError('too_large')
    const name = await nameOf(tx, actor, { draft, place, ordinal })
    const fileId = same ?? (await rememberFiles(tx, actor, [file]))[0]?.id ?? ''
    await tx.db
      .insertInto('filing_papers')
      .values({
        office_id: actor.officeId,
        draft_id: id,
        file_id: fileId,
        place,
        ordinal,
        name,
        upload_id: uploadId,
        added_at: tx.now,
      })
      .onConflict((conflict) =>
        conflict.columns(['office_id', 'draft_id', 'file_id']).doUpdateSet({ upload_id: uploadId }),
      )
      .execute()
    const { sha256, size, mediaType } = file
    return {
      output: { fileId },
      audit: [
        {
          subjectType: 'filing_draft',
          subjectId: id,
          facts: { place, ordinal, fileId, sha256, size, mediaType, repeated: same !== null },
        },
      ],
    }
  },
})

/** Bỏ giấy tờ đã đính kèm, by whoever the draft belongs to. What was sent to the office stays. */
export const removePaper = defineCommand({
  name: 'filing.removePaper',
  title: 'Bỏ giấy tờ đã đính kèm hồ sơ trực tuyến',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({ id: z.uuid(), accountId: z.uuid().nullable(), fileId: z.uuid() }),
  output: z.object({ fileId: z.uuid() }),
  async run(tx, actor, { id, accountId, fileId }) {
    const draft = await openDraft(tx, actor, { id, accountId })
    const paper = draft.papers.find((each) => each.fileId === fileId)
    if (!paper) throw new AppError('not_found', { detail: 'Giấy tờ này đã được bỏ trước đó.' })
    if (paper.place !== 'supplement') requireUnfiled(draft)
    if (paper.sentAt !== null) {
      throw new AppError('wrong_state', { detail: 'Giấy tờ này đã gửi đến đơn vị nên không bỏ được nữa.' })
    }
    await tx.db
      .deleteFrom('filing_papers')
      .where('office_id', '=', actor.officeId)
      .where('draft_id', '=', id)
      .where('file_id', '=', fileId)
      .execute()
    await forgetFiles(tx, actor, [fileId])
    return { output: { fileId }, audit: [{ subjectType: 'filing_draft', subjectId: id, facts: { fileId } }] }
  },
})

interface Place {
  id: string
  place: Draft['papers'][number]['place']
  ordinal: number
  sha256: string
}

async function sameContent(
  tx: Tx,
  actor: Actor,
  { id, place, ordinal, sha256 }: Place,
): Promise<string | null> {
  const found = await tx.db
    .selectFrom('filing_papers as p')
    .innerJoin('files as f', (join) =>
      join.onRef('f.office_id', '=', 'p.office_id').onRef('f.id', '=', 'p.file_id'),
    )
    .select('p.file_id')
    .where('p.office_id', '=', actor.officeId)
    .where('p.draft_id', '=', id)
    .where('p.place', '=', place)
    .where('p.ordinal', '=', ordinal)
    .where('p.sent_at', 'is', null)
    .where('f.sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst()
  return found?.file_id ?? null
}

/** What the paper is called: by its line of the procedure's list, or of what was asked for later. */
async function nameOf(
  tx: Tx,
  actor: Actor,
  { draft, place, ordinal }: { draft: Draft; place: Place['place']; ordinal: number },
): Promise<string> {
  if (place === 'authorisation' || place === 'other') return placeNames[place]
  const names =
    place === 'supplement'
      ? ((await askedOfCitizen(tx.db, actor.officeId, draft.dossierId))?.items ?? [])
      : (await procedureOfDraft(tx, actor.officeId, draft)).chosen.components.map((each) => each.name)
  const name = names[ordinal] ?? (place === 'supplement' ? 'Giấy tờ bổ sung' : null)
  if (name !== null) return name.slice(0, 500)
  throw new AppError('invalid_input', { detail: 'Thủ tục không có giấy tờ này. Hãy tải lại trang.' })
}
