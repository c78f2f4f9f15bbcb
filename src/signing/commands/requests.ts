import { v7 as uuid } from 'uuid'
import { rememberFiles } from '../../files/commands.ts'
import type { StoredContent } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { PdfReport, SignerFacts } from '../model/report.ts'
import { findOpenRequest, type SigningTarget } from '../queries/open-request.ts'
import { keepReport } from './keep-report.ts'
import { dropPrepared } from './prepared.ts'

/**
 * Gives a file out to be signed: its bytes are kept, for only a copy that begins with them is taken back. What was given out
 * for the same state of the same thing is given out again; of an earlier state it is dropped.
 */
export async function giveOut(
  tx: Tx,
  actor: Actor,
  { target, content }: { target: SigningTarget; content: StoredContent },
): Promise<{ id: string; sha256: string }> {
  const open = await findOpenRequest(tx.db, actor.officeId, target)
  if (open) return { id: open.id, sha256: open.sha256 }
  await tx.db
    .updateTable('signing_requests')
    .set({ state: 'dropped' })
    .where('office_id', '=', actor.officeId)
    .where('purpose', '=', target.purpose)
    .where('target_id', '=', target.id)
    .where('state', '=', 'given')
    .execute()
  const [file] = await rememberFiles(tx, actor, [content], { guarded: true })
  if (!file) throw new AppError('invalid_input')
  const id = uuid()
  await tx.db
    .insertInto('signing_requests')
    .values({
      office_id: actor.officeId,
      id,
      purpose: target.purpose,
      target_id: target.id,
      target_revision: target.revision,
      given_file_id: file.id,
      given_to: actor.id,
      given_at: tx.now,
      state: 'given',
    })
    .execute()
  return { id, sha256: file.sha256 }
}

/** What came back and was judged to be what was given out with one signature more. */
export interface TakenCopy {
  requestId: string
  content: StoredContent
  report: PdfReport
  signer: SignerFacts
}

/**
 * Takes a signed copy for the request it answers, once. Returns the new file, which the caller takes into its keeping. Fails
 * with wrong_state where the request was answered or dropped meanwhile.
 */
export async function takeBack(
  tx: Tx,
  actor: Actor,
  { target, copy }: { target: SigningTarget; copy: TakenCopy },
): Promise<string> {
  const open = await findOpenRequest(tx.db, actor.officeId, target)
  if (open?.id !== copy.requestId) {
    throw new AppError('wrong_state', {
      detail: 'Tệp này không còn chờ ký: đã có bản ký khác hoặc văn bản vừa thay đổi. Hãy tải lại trang.',
    })
  }
  const [file] = await rememberFiles(tx, actor, [copy.content])
  if (!file) throw new AppError('invalid_input')
  await tx.db
    .updateTable('signing_requests')
    .set({
      state: 'taken',
      taken_file_id: file.id,
      taken_by: actor.id,
      taken_at: tx.now,
      signer: JSON.stringify(copy.signer),
      report: JSON.stringify(copy.report),
    })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', copy.requestId)
    .execute()
  await keepReport(tx, actor, { fileId: file.id, agency: '', report: copy.report })
  await dropPrepared(tx, actor, { requestIds: [copy.requestId] })
  return file.id
}
