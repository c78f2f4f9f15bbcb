import type { Selectable } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { guardFiles } from '../../files/commands.ts'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import type { DocumentCopies } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { takeNumber } from '../../platform/numbering.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { giveOut, takeBack } from '../../signing/commands/requests.ts'
import type { PdfReport, SignerFacts } from '../../signing/model/report.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { demoIncomingId } from '../examples.ts'
import { changedIncoming } from '../model/incoming-inputs.ts'
import { clerks } from '../policy.ts'
import { copyCode, copyTarget } from '../queries/copies.ts'
import { outgoingSettingsOn } from '../queries/outgoing/outgoing-facts.ts'
import { leadersToday } from '../queries/staff-today.ts'
import { changeIncoming } from './change-incoming.ts'
import { type OpenIncoming, openIncoming } from './open-incoming.ts'

/** Of which file of a document; left out where it has one alone. */
const which = { id: z.uuid(), fileId: z.uuid('Hãy chọn tệp cần sao.').optional() }

/**
 * Lập bản sao y điện tử: a file of an incoming document waits for the office's signature. The head of the office, or who signs
 * for them, decides that a copy is made (NĐ 30/2020, Điều 27). Fails with wrong_state where a copy would say nothing: the file
 * is signed itself, or waits already.
 */
export const makeCopy = defineCommand({
  name: 'records.makeCopy',
  title: 'Lập bản sao y điện tử',
  audience: clerks,
  door: { method: 'POST', path: '/incoming/{id}/copies' },
  input: z.strictObject({ ...which, decidedBy: z.uuid('Hãy chọn người cho phép sao.') }),
  output: changedIncoming.extend({ copyId: z.uuid() }),
  example: { id: demoIncomingId('correct'), decidedBy: demoStaffId('chutich') },
  async run(tx, actor, { id, decidedBy, ...asked }) {
    const document = await openIncoming(tx, actor, { id })
    if (document.state === 'void') throw new AppError('wrong_state', { detail: 'Số đến này đã hủy.' })
    const decider = (await leadersToday(tx.db, actor.officeId, localDate(tx.now))).includes(decidedBy)
    if (!decider) {
      throw new AppError('invalid_input', {
        fields: { decidedBy: 'Người cho phép sao phải là lãnh đạo đang làm việc hôm nay.' },
      })
    }
    const fileId = await copyableFile(tx, actor, { id, ...asked })
    const copyId = uuid()
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto('document_copies')
      .values({
        office_id: actor.officeId,
        id: copyId,
        incoming_id: id,
        source_file_id: fileId,
        decided_by: decidedBy,
        asked_at: tx.now,
        asked_by: actor.id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 0n)
      throw new AppError('wrong_state', { detail: 'Tệp này đã có bản sao y đang chờ ký số.' })
    const event = {
      kind: 'copy_asked',
      words: 'Lập bản sao y điện tử.',
      facts: { copyId, fileId, decidedBy },
    }
    const { output, ...done } = await changeIncoming(tx, actor, { document, set: {}, event })
    return { ...done, output: { ...output, copyId } }
  },
})

/** The file that is copied, found to be one of which a copy says something. */
async function copyableFile(
  tx: Tx,
  actor: Actor,
  { id, fileId }: { id: string; fileId?: string | undefined },
): Promise<string> {
  const files = await tx.db
    .selectFrom('incoming_files as i')
    .innerJoin('files as f', (join) =>
      join.onRef('f.office_id', '=', 'i.office_id').onRef('f.id', '=', 'i.file_id'),
    )
    .leftJoin('signature_reports as r', (join) =>
      join
        .onRef('r.office_id', '=', 'i.office_id')
        .onRef('r.file_id', '=', 'i.file_id')
        .on('r.verdict', 'is not', null),
    )
    .select(['i.file_id', 'f.media_type', 'r.id as report'])
    .distinctOn('i.file_id')
    .where('i.office_id', '=', actor.officeId)
    .where('i.incoming_id', '=', id)
    .where('i.kind', '=', 'document')
    .execute()
  const [file, other] = files.filter((each) => fileId === undefined || each.file_id === fileId)
  if (!file) throw new AppError('not_found', { detail: 'Không có tệp này trong văn bản.' })
  if (other) throw new AppError('invalid_input', { fields: { fileId: 'Hãy chọn tệp cần sao.' } })
  if (file.media_type !== 'application/pdf')
    throw new AppError('wrong_state', { detail: 'Chỉ sao y được tệp PDF. Hãy quét văn bản giấy thành PDF.' })
  if (file.report) {
    throw new AppError('wrong_state', {
      detail: 'Tệp này đã có chữ ký số của nơi ban hành: gửi chính tệp ấy, không cần sao y.',
    })
  }
  return file.file_id
}

/** Bỏ bản sao y chưa ký: no number was taken for it yet. */
export const dropCopy = defineCommand({
  name: 'records.dropCopy',
  title: 'Bỏ bản sao y chưa ký số',
  audience: clerks,
  door: { method: 'POST', path: '/incoming/{id}/drop-copy' },
  input: z.strictObject(which),
  output: changedIncoming,
  example: { id: demoIncomingId('correct') },
  async run(tx, actor, { id, fileId }) {
    const waiting = await tx.db
      .selectFrom('document_copies')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', id)
      .where('signed_at', 'is', null)
      .where('dropped_at', 'is', null)
      .$if(fileId !== undefined, (all) => all.where('source_file_id', '=', fileId ?? ''))
      .execute()
    const [copyId, another] = waiting.map((copy) => copy.id)
    if (another) throw new AppError('invalid_input', { fields: { fileId: 'Hãy chọn bản sao cần bỏ.' } })
    if (!copyId) throw new AppError('not_found', { detail: 'Văn bản này không có bản sao y chờ ký số.' })
    const { document } = await lockWaiting(tx, actor, copyId)
    await tx.db
      .updateTable('document_copies')
      .set({ dropped_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', copyId)
      .execute()
    return changeIncoming(tx, actor, {
      document,
      set: {},
      event: { kind: 'copy_dropped', words: 'Bỏ bản sao y chưa ký số.', facts: { copyId } },
    })
  },
})

/** Giao bản sao y để ký số: the route that reads the file calls it. */
export const giveCopyToSign = defineCommand({
  name: 'records.giveCopyToSign',
  title: 'Lấy bản sao y điện tử để ký số',
  audience: clerks,
  input: z.strictObject({ copyId: z.uuid(), content: storedContentSchema }),
  output: z.object({ requestId: z.uuid(), sha256: z.string() }),
  async run(tx, actor, { copyId, content }) {
    const { document } = await lockWaiting(tx, actor, copyId)
    const { id: requestId, sha256 } = await giveOut(tx, actor, { target: copyTarget(copyId), content })
    const facts = { event: 'copy_given_to_sign', copyId, sha256 }
    return {
      output: { requestId, sha256 },
      audit: [{ subjectType: 'incoming_document', subjectId: document.id, facts }],
    }
  },
})

/** Nhận bản sao y đã ký số của cơ quan: the route that has judged it calls it. Now it takes its number among the year's copies. */
export const takeSignedCopy = defineCommand({
  name: 'records.takeSignedCopy',
  title: 'Nhận bản sao y đã ký số',
  audience: clerks,
  input: z.strictObject({
    copyId: z.uuid(),
    requestId: z.uuid(),
    content: storedContentSchema,
    report: z.custom<PdfReport>(),
    signer: z.custom<SignerFacts>(),
  }),
  output: changedIncoming,
  async run(tx, actor, { copyId, ...copy }) {
    // Locked before the request is looked at: two copies brought at once find each other here.
    const { document } = await lockWaiting(tx, actor, copyId)
    const fileId = await takeBack(tx, actor, { target: copyTarget(copyId), copy })
    await keepCopy(tx, actor, { incomingId: document.id, fileId })
    const today = localDate(tx.now)
    const year = Number(today.slice(0, 4))
    const { agencySymbol } = await outgoingSettingsOn(tx.db, actor.officeId, today)
    const number = await takeNumber(tx.db, actor.officeId, { name: 'copies', period: String(year) })
    const numbered = { year, number, symbol: `SY-${agencySymbol}` }
    await tx.db
      .updateTable('document_copies')
      .set({ ...numbered, signed_file_id: fileId, signed_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', copyId)
      .execute()
    const words = `Bản sao y số ${copyCode(numbered)} đã có chữ ký số của cơ quan (chứng thư “${copy.signer.name}”).`
    const facts = {
      copyId,
      fileId,
      sha256: copy.content.sha256,
      certificate: copy.signer.fingerprint,
      ...numbered,
    }
    return changeIncoming(tx, actor, { document, set: {}, event: { kind: 'copy_signed', words, facts } })
  },
})

/** Locks a copy that waits for the office's signature, with its document. Fails with not_found or wrong_state. */
async function lockWaiting(
  tx: Tx,
  actor: Actor,
  copyId: string,
): Promise<{ copy: Selectable<DocumentCopies>; document: OpenIncoming }> {
  const copy = await tx.db
    .selectFrom('document_copies')
    .selectAll()
    .where('office_id', '=', actor.officeId)
    .where('id', '=', copyId)
    .forUpdate()
    .executeTakeFirst()
  if (!copy) throw new AppError('not_found')
  if (copy.signed_at !== null || copy.dropped_at !== null) {
    throw new AppError('wrong_state', { detail: 'Bản sao y này đã ký hoặc đã bỏ. Hãy tải lại trang.' })
  }
  return { copy, document: await openIncoming(tx, actor, { id: copy.incoming_id }) }
}

async function keepCopy(
  tx: Tx,
  actor: Actor,
  { incomingId, fileId }: { incomingId: string; fileId: string },
): Promise<void> {
  await guardFiles(tx, actor, { ids: [fileId], field: 'content' })
  const kept = await tx.db
    .selectFrom('incoming_files')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('office_id', '=', actor.officeId)
    .where('incoming_id', '=', incomingId)
    .executeTakeFirstOrThrow()
  await tx.db
    .insertInto('incoming_files')
    .values({
      office_id: actor.officeId,
      incoming_id: incomingId,
      file_id: fileId,
      ordinal: Number(kept.count),
      kind: 'copy',
      // The words are those of the document itself, which were read.
      text_state: 'none',
      added_at: tx.now,
    })
    .execute()
}
