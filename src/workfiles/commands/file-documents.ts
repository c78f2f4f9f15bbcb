import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { guardFiles } from '../../files/commands.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoIncomingId } from '../../records/examples.ts'
import { demoWorkFile } from '../examples.ts'
import type { LinkedKind } from '../model/closing.ts'
import { attachInput, changedWorkFile, describeInput, fileInput, unfileInput } from '../model/inputs.ts'
import { keepers } from '../policy.ts'
import { readableIncoming, readableOut, readableSubmission, readableVote } from '../queries/file-access.ts'
import { changeFile } from './change-file.ts'
import { type OpenedFile, openForChange } from './open-for-change.ts'

const changedLinks = changedWorkFile.extend({ added: z.int() })

/** Đưa văn bản vào hồ sơ by link. What lies in it already stays as it is. */
export const fileDocuments = defineCommand({
  name: 'workfiles.file',
  title: 'Đưa văn bản vào hồ sơ công việc',
  audience: keepers,
  door: { method: 'POST', path: '/work-files/{workFileId}/documents' },
  input: fileInput,
  output: changedLinks,
  example: {
    workFileId: demoWorkFile.id('file'),
    documents: [{ kind: 'incoming', documentId: demoIncomingId('noteSeen') }],
  },
  async run(tx, actor, { workFileId, documents }) {
    const file = await openForChange(tx, actor, { id: workFileId, action: 'file' })
    const added = await addLinks(tx, actor, { file, documents })
    const changed = await changeFile(tx, actor, {
      file,
      set: {},
      event: { kind: 'filed', words: `Thêm ${added.length} văn bản vào hồ sơ.` },
      facts: { documents: added },
    })
    return { ...changed, output: { ...changed.output, added: added.length } }
  },
})

interface Target {
  /** Of the link, where it must be known beforehand. */
  id?: string | undefined
  kind: Exclude<LinkedKind, 'file'>
  documentId: string
}

/**
 * Links documents that the actor may see into a locked file, and takes back that they were said not to be filed. Returns
 * what is new. Fails with invalid_input where one is not there or not for the actor.
 */
export async function addLinks(
  tx: Tx,
  actor: Actor,
  { file, documents }: { file: Pick<OpenedFile, 'id'>; documents: readonly Target[] },
): Promise<Target[]> {
  const once = [...new Map(documents.map((each) => [`${each.kind} ${each.documentId}`, each])).values()]
  await requireReadable(tx, actor, once)
  const rows = once.map(({ id = uuid(), kind, documentId }, place) => ({
    id,
    kind,
    document_id: documentId,
    place,
  }))
  const added = await sql<{ kind: Target['kind']; documentId: string }>`
    insert into work_file_documents (office_id, work_file_id, id, ordinal, kind, document_id, added_at, added_by)
    select ${actor.officeId}::uuid, ${file.id}::uuid, r.id, ${lastOrdinal(actor.officeId, file.id)} + row_number() over (order by r.place),
      r.kind, r.document_id, ${tx.now}::timestamptz, ${actor.id}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, kind text, document_id uuid, place integer)
    where not exists (select 1 from work_file_documents l where l.office_id = ${actor.officeId}::uuid
      and l.work_file_id = ${file.id}::uuid and l.kind = r.kind and l.document_id = r.document_id and l.removed_at is null)
    returning kind, document_id as "documentId"`.execute(tx.db)
  await sql`delete from work_file_unfiled where office_id = ${actor.officeId}::uuid
    and document_id = any(${once.map(({ documentId }) => documentId)}::uuid[])`.execute(tx.db)
  return added.rows
}

const lastOrdinal = (officeId: string, workFileId: string) =>
  sql`coalesce((select max(l.ordinal) from work_file_documents l where l.office_id = ${officeId}::uuid
    and l.work_file_id = ${workFileId}::uuid and l.removed_at is null), 0)`

/** Fails with invalid_input where one of the documents is not there or not for the actor. */
export async function requireReadable(tx: Tx, actor: Actor, documents: readonly Target[]): Promise<void> {
  const ids = (kind: Target['kind']) =>
    sql`any(${documents.filter((each) => each.kind === kind).map(({ documentId }) => documentId)}::uuid[])`
  const office = sql`${actor.officeId}::uuid`
  const found = await sql<{ id: string }>`
    select d.id from incoming_documents d where d.office_id = ${office} and d.id = ${ids('incoming')} and ${readableIncoming(actor)}
    union all select d.id from outgoing_documents d where d.office_id = ${office} and d.id = ${ids('outgoing')} and ${readableOut(actor)}
    union all select i.id from internal_submissions i where i.office_id = ${office} and i.id = ${ids('submission')}
      and ${readableSubmission(actor)}
    union all select m.id from internal_meetings m where m.office_id = ${office} and m.id = ${ids('meeting')}
    union all select v.id from internal_votes v where v.office_id = ${office} and v.id = ${ids('vote')} and ${readableVote(actor)}`.execute(
    tx.db,
  )
  if (found.rows.length < documents.length) {
    throw new AppError('invalid_input', {
      fields: { documents: 'Có văn bản không còn hoặc bạn không được xem. Hãy chọn lại.' },
    })
  }
}

/** Thêm tệp: photographs, sound, other papers that are no document of the records. They are kept with the file. */
export const attachToWorkFile = defineCommand({
  name: 'workfiles.attach',
  title: 'Thêm ảnh, tệp khác vào hồ sơ công việc',
  audience: keepers,
  input: attachInput,
  output: changedLinks,
  async run(tx, actor, { workFileId, fileIds, title, author, datedOn }) {
    const file = await openForChange(tx, actor, { id: workFileId, action: 'attach' })
    if (datedOn > localDate(tx.now)) {
      throw new AppError('invalid_input', { fields: { datedOn: 'Ngày của tài liệu không thể sau hôm nay.' } })
    }
    const kept = await guardFiles(tx, actor, { ids: [...new Set(fileIds)], field: 'fileIds' })
    const rows = kept.map((each, place) => ({
      id: uuid(),
      place,
      file_id: each.id,
      title: kept.length > 1 ? `${title} (${each.name})` : title,
    }))
    await sql`insert into work_file_documents (office_id, work_file_id, id, ordinal, kind, document_id, file_id, title, author,
        dated_on, added_at, added_by)
      select ${actor.officeId}::uuid, ${workFileId}::uuid, r.id, ${lastOrdinal(actor.officeId, workFileId)} + row_number() over (order by r.place),
        'file', r.file_id, r.file_id, r.title, ${author}, ${datedOn}::date, ${tx.now}::timestamptz, ${actor.id}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, place integer, file_id uuid, title text)`.execute(
      tx.db,
    )
    const changed = await changeFile(tx, actor, {
      file,
      set: {},
      event: { kind: 'attached', words: `Thêm tệp: ${title}.` },
      facts: { files: kept.map(({ id }) => id) },
    })
    return { ...changed, output: { ...changed.output, added: kept.length } }
  },
})

/** Gỡ văn bản with a reason: the link stays, ended. A document of the records is not touched by it. */
export const unfileDocument = defineCommand({
  name: 'workfiles.unfile',
  title: 'Gỡ văn bản khỏi hồ sơ công việc',
  audience: keepers,
  door: { method: 'POST', path: '/work-files/{workFileId}/documents/{linkId}/removal' },
  input: unfileInput,
  output: changedWorkFile,
  example: {
    workFileId: demoWorkFile.id('unfile'),
    linkId: demoWorkFile.linkId(0),
    reason: 'Văn bản thuộc hồ sơ khác.',
  },
  async run(tx, actor, { workFileId, linkId, reason }) {
    const file = await openForChange(tx, actor, { id: workFileId, action: 'unfile' })
    const removed = await tx.db
      .updateTable('work_file_documents')
      .set({ removed_at: tx.now, removed_by: actor.id, removed_reason: reason })
      .where('office_id', '=', actor.officeId)
      .where('work_file_id', '=', workFileId)
      .where('id', '=', linkId)
      .where('removed_at', 'is', null)
      .returning(['kind', 'document_id', 'ordinal'])
      .executeTakeFirst()
    if (!removed) throw new AppError('not_found', { detail: 'Văn bản này không còn trong hồ sơ.' })
    return changeFile(tx, actor, {
      file,
      set: {},
      event: { kind: 'unfiled', words: `Gỡ văn bản thứ ${removed.ordinal}: ${reason}` },
      facts: { linkId, kind: removed.kind, documentId: removed.document_id },
    })
  },
})

/** Ghi tờ số, ghi chú of a document in the table of contents. */
export const describeFiled = defineCommand({
  name: 'workfiles.describe',
  title: 'Ghi tờ số, ghi chú của văn bản trong hồ sơ',
  audience: keepers,
  door: { method: 'POST', path: '/work-files/{workFileId}/documents/{linkId}' },
  input: describeInput,
  output: changedWorkFile,
  example: { workFileId: demoWorkFile.id('unfile'), linkId: demoWorkFile.linkId(1), sheets: '01-02' },
  async run(tx, actor, { workFileId, linkId, sheets, note }) {
    const file = await openForChange(tx, actor, { id: workFileId, action: 'change' })
    const described = await tx.db
      .updateTable('work_file_documents')
      .set({ sheets, note })
      .where('office_id', '=', actor.officeId)
      .where('work_file_id', '=', workFileId)
      .where('id', '=', linkId)
      .where('removed_at', 'is', null)
      .returning('ordinal')
      .executeTakeFirst()
    if (!described) throw new AppError('not_found', { detail: 'Văn bản này không còn trong hồ sơ.' })
    return changeFile(tx, actor, {
      file,
      set: {},
      event: { kind: 'described', words: `Ghi tờ số văn bản thứ ${described.ordinal}.` },
      facts: { linkId, sheets, note },
    })
  },
})
