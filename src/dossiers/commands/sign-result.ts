import type { Selectable } from 'kysely'
import { z } from 'zod'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import type { DossierResults } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, holds, type Tx } from '../../platform/operations.ts'
import { giveOut, takeBack } from '../../signing/commands/requests.ts'
import type { PdfReport, SignerFacts } from '../../signing/model/report.ts'
import { type ResultPurpose, resultPurposes, resultRevision } from '../model/signed-result.ts'
import { resultSigners } from '../queries/result-to-sign.ts'
import { addEvent } from './change-dossier.ts'

const ref = { dossierId: z.uuid(), purpose: z.enum(resultPurposes) }

/** Giao kết quả để ký số: the route that reads the kept file calls it. */
export const giveResultToSign = defineCommand({
  name: 'dossiers.giveResultToSign',
  title: 'Lấy tệp kết quả giải quyết để ký số',
  audience: resultSigners,
  input: z.strictObject({ ...ref, content: storedContentSchema }),
  output: z.object({ requestId: z.uuid(), sha256: z.string() }),
  async run(tx, actor, { dossierId, purpose, content }) {
    await lockUnsigned(tx, actor, { dossierId, purpose })
    const target = { purpose, id: dossierId, revision: resultRevision }
    const { id: requestId, sha256 } = await giveOut(tx, actor, { target, content })
    const facts = { event: 'result_given_to_sign', purpose, sha256 }
    return {
      output: { requestId, sha256 },
      audit: [{ subjectType: 'dossier', subjectId: dossierId, facts }],
    }
  },
})

/** Nhận kết quả đã ký số: the route that has judged the copy calls it. With the office's signature it is what the citizen gets. */
export const takeSignedResult = defineCommand({
  name: 'dossiers.takeSignedResult',
  title: 'Nhận kết quả giải quyết đã ký số',
  audience: resultSigners,
  input: z.strictObject({
    ...ref,
    requestId: z.uuid(),
    content: storedContentSchema,
    report: z.custom<PdfReport>(),
    signer: z.custom<SignerFacts>(),
  }),
  output: z.object({ id: z.uuid(), sealed: z.boolean() }),
  async run(tx, actor, { dossierId, purpose, ...copy }) {
    // Locked before the request is looked at: two copies brought at once find each other here.
    await lockUnsigned(tx, actor, { dossierId, purpose })
    const target = { purpose, id: dossierId, revision: resultRevision }
    const fileId = await takeBack(tx, actor, { target, copy })
    const isSeal = purpose === 'result_seal'
    await tx.db
      .updateTable('dossier_results')
      .set(isSeal ? { signed_file_id: fileId, sealed_at: tx.now } : { signer_file_id: fileId })
      .where('office_id', '=', actor.officeId)
      .where('dossier_id', '=', dossierId)
      .execute()
    if (isSeal) await putInPlace(tx, actor, { dossierId, fileId })
    const note = `Chứng thư “${copy.signer.name}”.`
    await addEvent(tx, actor, {
      dossierId,
      event: isSeal
        ? { kind: 'result_sealed', publicText: 'Kết quả điện tử đã có chữ ký số của cơ quan.', note }
        : { kind: 'result_signed', publicText: 'Lãnh đạo đã ký số kết quả.', note },
    })
    const facts = {
      event: purpose,
      fileId,
      sha256: copy.content.sha256,
      certificate: copy.signer.fingerprint,
    }
    return {
      output: { id: dossierId, sealed: isSeal },
      audit: [{ subjectType: 'dossier', subjectId: dossierId, facts }],
    }
  },
})

/** Locks an issued result that waits for this signature. Fails with not_found, not_allowed or wrong_state. */
async function lockUnsigned(
  tx: Tx,
  actor: Actor,
  { dossierId, purpose }: { dossierId: string; purpose: ResultPurpose },
): Promise<Selectable<DossierResults>> {
  const row = await tx.db
    .selectFrom('dossier_results')
    .selectAll()
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossierId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  const isSeal = purpose === 'result_seal'
  if (isSeal ? !holds(actor, ['clerk']) : row.approved_by !== actor.id) throw new AppError('not_allowed')
  const waits = row.state === 'issued' && row.electronic_file_id !== null && row.signed_file_id === null
  if (!waits || (row.signer_file_id !== null) !== isSeal) {
    throw new AppError('wrong_state', {
      detail: 'Kết quả này không chờ chữ ký số đó nữa. Hãy tải lại trang.',
    })
  }
  return row
}

/** The signed file takes the place of the plain one in the dossier and in its owner's data store. */
async function putInPlace(
  tx: Tx,
  actor: Actor,
  { dossierId, fileId }: { dossierId: string; fileId: string },
): Promise<void> {
  await Promise.all([
    tx.db
      .insertInto('dossier_files')
      .values({
        office_id: actor.officeId,
        dossier_id: dossierId,
        file_id: fileId,
        purpose: 'result',
        added_at: tx.now,
        added_by: actor.id,
      })
      .execute(),
    tx.db
      .updateTable('citizen_papers')
      .set({ file_id: fileId })
      .where('office_id', '=', actor.officeId)
      .where('dossier_id', '=', dossierId)
      .where('component', 'is', null)
      .execute(),
  ])
}
