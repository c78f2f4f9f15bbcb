import type { Kysely } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import type { DB } from '../../../platform/database-types.ts'
import { AppError } from '../../../platform/errors.ts'
import type { OfficialDocument } from '../../../platform/official-document.ts'
import { defineQuery } from '../../../platform/operations.ts'
import { composeOutgoing, type OutgoingFacts } from '../../model/outgoing/compose-outgoing.ts'
import { typeOn } from '../../model/outgoing/document-types.ts'
import type { OutgoingState } from '../../model/outgoing/life.ts'
import { maySeeOutgoing } from '../../model/outgoing/outgoing-access.ts'
import { outgoingContentSchema } from '../../model/outgoing/outgoing-content.ts'
import { numberedLines } from '../../model/outgoing/word-check.ts'
import { selectOutgoing } from './get-outgoing.ts'
import { factsOfDraft } from './outgoing-facts.ts'

const content = z.object({ sha256: z.string(), name: z.string() }).nullable()

/**
 * Văn bản đi as a paper: from its number on with what it was given its number with, before that as it would be today. An
 * uploaded Word file is named instead.
 */
export const printOutgoing = defineQuery({
  name: 'records.printOutgoing',
  title: 'In văn bản đi',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    fileName: z.string(),
    restricted: z.boolean(),
    /** Content of the uploaded Word file, by digest; null for what was typed here. */
    uploaded: content,
    /** Lines of that file into which number and day are written once they are taken. */
    lines: z.array(z.object({ pattern: z.string(), text: z.string() })),
    /** The signed page, on paper or digitally. */
    signed: content,
    paper: z.custom<OfficialDocument>(),
  }),
  async run(reader, actor, { id }) {
    const row = await selectOutgoing(reader, actor.officeId, id)
    const situation = { drafterId: row.drafter_id, signerId: row.signer_id, unitHeadId: row.head_id }
    if (!maySeeOutgoing(actor, { ...situation, restricted: row.restricted })) throw new AppError('not_found')
    const content = outgoingContentSchema.parse(row.content)
    const day = row.dated_on ?? localDate(reader.now)
    const kept = row.printed_with as OutgoingFacts | null
    const facts =
      kept ??
      (await factsOfDraft(reader.db, { officeId: actor.officeId, content, unitId: row.unit_id, day })).print
    const [uploaded, signed] = await Promise.all([
      contentOf(reader.db, actor.officeId, row.file_id),
      contentOf(reader.db, actor.officeId, row.signed_file_id),
    ])
    const draft = (row.state as OutgoingState) === 'cancelled' ? 'ĐÃ HỦY' : facts.draft
    return {
      fileName: row.number === null ? 'du-thao' : `van-ban-${row.year}-${row.number}`,
      restricted: row.restricted,
      uploaded,
      lines:
        row.number === null || row.symbol === null || row.dated_on === null
          ? []
          : numberedLines({
              number: row.number,
              symbol: row.symbol,
              datedOn: row.dated_on,
              placeName: facts.office.placeName,
            }),
      signed,
      paper: composeOutgoing(content, { ...facts, draft }, day),
    }
  },
})

async function contentOf(db: Kysely<DB>, officeId: string, fileId: string | null) {
  if (fileId === null) return null
  const file = await db
    .selectFrom('files')
    .select(['sha256', 'name'])
    .where('office_id', '=', officeId)
    .where('id', '=', fileId)
    .executeTakeFirst()
  return file ?? null
}

/** Bản xem trước of what is being typed, before it is saved. */
export const previewOutgoing = defineQuery({
  name: 'records.previewOutgoing',
  title: 'Xem trước dự thảo văn bản đi',
  audience: 'staff',
  input: z.strictObject({ content: outgoingContentSchema, documentId: z.uuid().nullable().default(null) }),
  output: z.object({ paper: z.custom<OfficialDocument>() }),
  async run(reader, actor, { content, documentId }) {
    const day = localDate(reader.now)
    if (!typeOn(day, content.typeCode)) {
      throw new AppError('invalid_input', {
        fields: { 'content.typeCode': 'Hãy chọn một loại văn bản trong danh mục.' },
      })
    }
    const unitId = documentId ? await unitOfDocument(documentId) : await ownUnit()
    const facts = await factsOfDraft(reader.db, { officeId: actor.officeId, content, unitId, day })
    return { paper: composeOutgoing(content, facts.print, day) }

    async function unitOfDocument(id: string): Promise<string | null> {
      const row = await reader.db
        .selectFrom('outgoing_documents')
        .select('unit_id')
        .where('office_id', '=', actor.officeId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row?.unit_id ?? null
    }

    async function ownUnit(): Promise<string | null> {
      const row = await reader.db
        .selectFrom('staff_members')
        .select('unit_id')
        .where('office_id', '=', actor.officeId)
        .where('id', '=', actor.id)
        .executeTakeFirst()
      return row?.unit_id ?? null
    }
  },
})
