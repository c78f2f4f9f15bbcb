import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { rememberFiles } from '../../files/commands.ts'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { resultPaperCode } from '../model/citizen-paper.ts'

/**
 * Keeps the issued result as a file that never changes again, and puts it into the owner's data store (kho dữ liệu
 * điện tử, NĐ 107/2021/NĐ-CP). `content` is the PDF made of a letter; an uploaded file stays what it is. A second time
 * it does nothing.
 */
export const keepElectronicResult = defineCommand({
  name: 'dossiers.keepElectronicResult',
  title: 'Lưu kết quả điện tử vào kho dữ liệu',
  audience: [],
  input: z.strictObject({ dossierId: z.uuid(), content: storedContentSchema.nullable() }),
  output: z.object({ fileId: z.uuid() }),
  async run(tx, actor, { dossierId, content }) {
    const issued = await lockIssued(tx, actor, dossierId)
    const audit = (facts: object) => ({
      audit: [{ subjectType: 'dossier', subjectId: dossierId, facts: { ...facts } }] as const,
    })
    if (issued.electronicFileId) {
      return { output: { fileId: issued.electronicFileId }, ...audit({ kept: 'already' }) }
    }
    const fileId = issued.fileId ?? (content ? (await rememberFiles(tx, actor, [content]))[0]?.id : undefined)
    if (!fileId) throw new AppError('invalid_input', { detail: 'Chưa có nội dung của kết quả để lưu.' })
    await keepFile(tx, actor, { dossierId, fileId })
    if (issued.personalId !== '') await storePaper(tx, actor, { dossierId, fileId, issued })
    return { output: { fileId }, ...audit({ fileId, sha256: content?.sha256, code: issued.code }) }
  },
})

interface Issued {
  code: string | null
  fileId: string | null
  electronicFileId: string | null
  personalId: string
  ownerKind: string
  ownerName: string
  fieldCode: string
  content: string
  title: string
  number: string
  issuedOn: string
  agency: string
  result: string
  resultCodes: string[]
  issuedBy: string | null
  issuerName: string
}

async function lockIssued(tx: Tx, actor: Actor, dossierId: string): Promise<Issued> {
  const found =
    await sql<Issued>`select d.code, r.file_id as "fileId", r.electronic_file_id as "electronicFileId",
      d.personal_id as "personalId", d.applicant_kind as "ownerKind", d.applicant_name as "ownerName",
      d.field_code as "fieldCode", d.content, r.title, lpad(r.number::text, 2, '0') || '/' || r.symbol as number,
      r.issued_on as "issuedOn", coalesce(d.agencies -> 'deciding' ->> 'name', o.name) as agency, v.result,
      coalesce(v.posting -> 'resultCodes', '[]'::jsonb) as "resultCodes", r.issued_by as "issuedBy",
      coalesce(s.full_name, '') as "issuerName"
    from dossier_results r
    join dossiers d on d.office_id = r.office_id and d.id = r.dossier_id
    join offices o on o.office_id = r.office_id
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id and v.version = d.procedure_version
    left join staff_members s on s.office_id = r.office_id and s.id = r.issued_by
    where r.office_id = ${actor.officeId}::uuid and r.dossier_id = ${dossierId}::uuid and r.state = 'issued'
    for update of r`.execute(tx.db)
  const issued = found.rows[0]
  if (!issued) throw new AppError('not_found')
  return issued
}

async function keepFile(tx: Tx, actor: Actor, kept: { dossierId: string; fileId: string }): Promise<void> {
  const { dossierId, fileId } = kept
  await Promise.all([
    tx.db
      .updateTable('dossier_results')
      .set({ electronic_file_id: fileId })
      .where('office_id', '=', actor.officeId)
      .where('dossier_id', '=', dossierId)
      .where('electronic_file_id', 'is', null)
      .execute(),
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
      .onConflict((conflict) =>
        conflict.columns(['office_id', 'dossier_id', 'file_id']).doUpdateSet({ purpose: 'result' }),
      )
      .execute(),
  ])
}

async function storePaper(
  tx: Tx,
  actor: Actor,
  paper: { dossierId: string; fileId: string; issued: Issued },
): Promise<void> {
  const { dossierId, fileId, issued } = paper
  await tx.db
    .insertInto('citizen_papers')
    .values({
      office_id: actor.officeId,
      id: uuid(),
      owner_kind: issued.ownerKind,
      owner_identifier: issued.personalId,
      owner_name: issued.ownerName,
      field_code: issued.fieldCode,
      paper_code: resultPaperCode(issued.title, issued),
      name: issued.title,
      number: issued.number,
      issued_on: issued.issuedOn,
      issuing_agency: issued.agency,
      note: issued.content.slice(0, 1000),
      file_id: fileId,
      source: 'result',
      confidence: 'issued',
      dossier_id: dossierId,
      digitised_by: issued.issuedBy,
      digitised_by_name: issued.issuerName,
      digitised_at: tx.now,
    })
    .execute()
}
