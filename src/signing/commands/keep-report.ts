import { v7 as uuid } from 'uuid'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { PdfReport } from '../model/report.ts'

export interface ReportToKeep {
  fileId: string
  /** The agency that the signatures were held against; empty where nobody is expected. */
  agency: string
  report: PdfReport
}

/** Keeps what was found of a file's signatures, beside what was found before. */
export async function keepReport(
  tx: Tx,
  actor: Actor,
  { fileId, agency, report }: ReportToKeep,
): Promise<void> {
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
