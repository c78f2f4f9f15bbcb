import { v7 as uuid } from 'uuid'
import { localDate } from '../../calendar/model/local-time.ts'
import { takeNumber } from '../../platform/numbering.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { type PaperFormKind, paperFormOn, paperSymbolOn } from '../model/papers/forms.ts'
import { type DossierAsPrinted, letterheadOf } from '../model/papers/source.ts'

/** An official form to issue: its facts are kept, so that a reprint says the same. */
export interface PaperToIssue {
  dossierId: string
  form: PaperFormKind
  facts: Record<string, unknown>
}

/**
 * Lập giấy tờ: gives the form its number (gapless per form and year) and keeps what it says. Which edition applies is
 * decided by today's date; the symbol after the number is the office's own, or else the form's, or else the usual one.
 */
export async function issuePaper(
  tx: Tx,
  actor: Actor,
  paper: PaperToIssue,
): Promise<{ id: string; number: number }> {
  const today = localDate(tx.now)
  const form = paperFormOn(paper.form, today)
  const id = uuid()
  const office = await officeFacts(tx.db, actor.officeId)
  const dossier = await dossierAsPrinted(tx, actor, paper.dossierId)
  const number = await takeNumber(tx.db, actor.officeId, {
    name: `paper:${paper.form}`,
    period: today.slice(0, 4),
  })
  await tx.db
    .insertInto('dossier_papers')
    .values({
      office_id: actor.officeId,
      id,
      dossier_id: paper.dossierId,
      form: paper.form,
      edition: form?.edition ?? '2025',
      number,
      symbol: paperSymbolOn(paper.form, today, office.paperSymbols),
      issued_at: tx.now,
      issued_by: actor.id,
      facts: JSON.stringify({
        ...paper.facts,
        office: letterheadOf(office),
        dossier,
        issuerName: actor.name,
        issuerPost: actor.post,
      }),
    })
    .execute()
  return { id, number }
}

/** What the paper says of the dossier: one not yet received may be declared anew when the citizen comes back. */
async function dossierAsPrinted(tx: Tx, actor: Actor, dossierId: string): Promise<DossierAsPrinted> {
  return tx.db
    .selectFrom('dossiers')
    .select([
      'code',
      'procedure_name as procedureName',
      'applicant_name as applicantName',
      'address',
      'phone',
      'email',
    ])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', dossierId)
    .executeTakeFirstOrThrow()
}
