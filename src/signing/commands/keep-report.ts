import { v7 as uuid } from 'uuid'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { PdfReport } from '../model/report.ts'

export interface ReportToKeep {
  fileId: string
  /** The agency that the signatures were held against; empty where nobody is expected. */
  agency: string
  report: PdfReport
}

/**
 * Keeps what was found of a file's signatures, beside what was found before, and what authorities had said of revocation
 * then (TT 15/2025/TT-BKHCN): that is cleared away no more.
 */
export async function keepReport(
  tx: Tx,
  actor: Actor,
  { fileId, agency, report }: ReportToKeep,
): Promise<void> {
  const { proofs = [] } = report
  if (proofs.length > 0) {
    await tx.db
      .updateTable('revocation_answers')
      .set({ kept: true })
      .where('office_id', '=', actor.officeId)
      .where('id', 'in', proofs)
      .execute()
  }
  await tx.db
    .insertInto('signature_reports')
    .values({
      office_id: actor.officeId,
      id: uuid(),
      file_id: fileId,
      agency,
      verdict: report.verdict,
      report: JSON.stringify(report),
      checked_at: tx.now,
      checked_by: actor.name,
    })
    .execute()
}
