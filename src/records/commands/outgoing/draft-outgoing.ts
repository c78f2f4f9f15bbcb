import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import { guardFiles } from '../../../files/commands.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../../platform/operations.ts'
import { foldVietnamese } from '../../../platform/search-text.ts'
import { typeOn } from '../../model/outgoing/document-types.ts'
import { type OutgoingContent, refuseSecrets } from '../../model/outgoing/outgoing-content.ts'
import { outgoingExample } from '../../model/outgoing/outgoing-examples.ts'
import { outgoingChanged, outgoingDraftParts, outgoingRef } from '../../model/outgoing/outgoing-inputs.ts'
import { textTopic } from '../../model/text-states.ts'
import { addOutgoingEvent, changeOutgoing } from './change-outgoing.ts'
import { openOutgoing } from './open-outgoing.ts'

interface DraftParts {
  content: OutgoingContent
  secrecy: 'open' | 'restricted' | 'secret'
  fileId: string | null
  repliesTo: string[]
  replyBy: string | null
}

/** Soạn dự thảo văn bản đi; version 1 of a new document, with the drafter and their unit. */
export const createOutgoing = defineCommand({
  name: 'records.createOutgoing',
  title: 'Soạn dự thảo văn bản đi',
  audience: 'staff',
  door: { method: 'POST', path: '/outgoing-documents', status: 201 },
  input: z.strictObject({ id: z.uuid().optional(), ...outgoingDraftParts }),
  output: outgoingChanged,
  example: { content: outgoingExample, secrecy: 'open', fileId: null, repliesTo: [], replyBy: null },
  async run(tx, actor, { id = uuid(), ...parts }) {
    const columns = await draftColumns(tx, actor, { ...parts, fileBefore: null, drafterId: actor.id })
    const member = await tx.db
      .selectFrom('staff_members')
      .select('unit_id')
      .where('office_id', '=', actor.officeId)
      .where('id', '=', actor.id)
      .executeTakeFirst()
    if (!member) throw new AppError('not_allowed')
    await tx.db
      .insertInto('outgoing_documents')
      .values({
        office_id: actor.officeId,
        id,
        state: 'draft',
        ...columns,
        unit_id: member.unit_id,
        drafter_id: actor.id,
        created_at: tx.now,
        changed_at: tx.now,
      })
      .execute()
    await keepVersion(tx, actor, { id, version: 1, parts })
    await addOutgoingEvent(tx, actor, {
      documentId: id,
      version: 1,
      event: { kind: 'drafted', words: 'Soạn dự thảo.' },
    })
    return {
      output: { id, state: 'draft' as const, revision: 1, code: null },
      audit: [
        {
          subjectType: 'outgoing_document',
          subjectId: id,
          facts: { typeCode: parts.content.typeCode, subject: parts.content.subject, secrecy: parts.secrecy },
        },
      ],
    }
  },
})

/** Lưu dự thảo: a next version, by the drafter or by whoever holds the draft to look at it. */
export const saveOutgoing = defineCommand({
  name: 'records.saveOutgoing',
  title: 'Lưu bản mới của dự thảo văn bản đi',
  audience: 'staff',
  input: z.strictObject({ ...outgoingRef, ...outgoingDraftParts }),
  output: outgoingChanged,
  async run(tx, actor, { id, revision, ...parts }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: 'save' })
    const columns = await draftColumns(tx, actor, {
      ...parts,
      fileBefore: document.row.file_id,
      drafterId: document.row.drafter_id,
    })
    const version = document.version + 1
    await keepVersion(tx, actor, { id, version, parts })
    return changeOutgoing(tx, actor, {
      document,
      set: { ...columns, version },
      event: { kind: 'saved', words: `Lưu bản ${version}.`, version },
    })
  },
})

/** The columns that a draft fills; refuses what cannot be kept, each with its field. */
async function draftColumns(
  tx: Tx,
  actor: Actor,
  {
    content,
    secrecy,
    fileId,
    repliesTo,
    replyBy,
    fileBefore,
    drafterId,
  }: DraftParts & { fileBefore: string | null; drafterId: string },
) {
  refuseSecrets(secrecy)
  const today = localDate(tx.now)
  if (!typeOn(today, content.typeCode)) {
    throw new AppError('invalid_input', {
      fields: { 'content.typeCode': 'Hãy chọn một loại văn bản trong danh mục.' },
    })
  }
  if (replyBy !== null && replyBy < today) {
    throw new AppError('invalid_input', { fields: { replyBy: 'Hạn trả lời phải từ hôm nay trở đi.' } })
  }
  const names = await namesOf(tx, actor, { drafterId, signerId: content.signerId })
  await requireReplied(tx, actor, repliesTo)
  await keepWordFile(tx, actor, { fileId, before: fileBefore })
  const words = [content.subject, ...names, ...content.addressees, content.body.slice(0, 20_000)].join(' ')
  return {
    type_code: content.typeCode,
    subject: content.subject,
    content: JSON.stringify(content),
    file_id: fileId,
    restricted: secrecy === 'restricted',
    urgency: content.urgency,
    signer_id: content.signerId,
    replies_to: [...new Set(repliesTo)],
    reply_by: replyBy,
    search_text: foldVietnamese(words).slice(0, 30_000),
  }
}

/** Names by which it is found too, of who drafts and who signs. Refuses a signer who is not of the office or has left. */
async function namesOf(
  tx: Tx,
  actor: Actor,
  { drafterId, signerId }: { drafterId: string; signerId: string | null },
): Promise<string[]> {
  const found = await tx.db
    .selectFrom('staff_members')
    .select(['id', 'full_name', 'active'])
    .where('office_id', '=', actor.officeId)
    .where('id', 'in', [drafterId, ...(signerId === null ? [] : [signerId])])
    .execute()
  if (signerId === null || found.some(({ id, active }) => id === signerId && active)) {
    return found.map(({ full_name }) => full_name)
  }
  throw new AppError('invalid_input', {
    fields: { 'content.signerId': 'Người ký này đã nghỉ hoặc không có trong đơn vị. Hãy chọn người khác.' },
  })
}

/** A document can answer only what arrived here and was not given up. */
async function requireReplied(tx: Tx, actor: Actor, repliesTo: readonly string[]): Promise<void> {
  if (repliesTo.length === 0) return
  const found = await tx.db
    .selectFrom('incoming_documents')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('id', 'in', repliesTo)
    .where('state', '<>', 'void')
    .execute()
  if (found.length === new Set(repliesTo).size) return
  throw new AppError('invalid_input', {
    fields: { repliesTo: 'Văn bản đến được trả lời không có hoặc đã hủy số đến. Hãy tìm và chọn lại.' },
  })
}

/** A Word file is taken into the keeping of the document with the version that brings it; it is read after the commit. */
async function keepWordFile(
  tx: Tx,
  actor: Actor,
  { fileId, before }: { fileId: string | null; before: string | null },
): Promise<void> {
  if (fileId === null || fileId === before) return
  const [file] = await guardFiles(tx, actor, { ids: [fileId], field: 'fileId' })
  if (file?.mediaType.includes('wordprocessingml')) {
    await sql`select pg_notify('motcua_live', ${`${textTopic}${actor.officeId}`}::text)`.execute(tx.db)
    return
  }
  throw new AppError('invalid_input', {
    fields: { fileId: 'Dự thảo tải lên phải là tệp Word (DOCX) không có macro.' },
  })
}

async function keepVersion(
  tx: Tx,
  actor: Actor,
  { id, version, parts }: { id: string; version: number; parts: DraftParts },
): Promise<void> {
  await tx.db
    .insertInto('outgoing_versions')
    .values({
      office_id: actor.officeId,
      document_id: id,
      version,
      content: JSON.stringify(parts.content),
      file_id: parts.fileId,
      saved_at: tx.now,
      saved_by: actor.id,
      saved_by_name: actor.name,
    })
    .execute()
}
