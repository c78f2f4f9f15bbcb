import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { type LegalText, legalTextSchema } from '../model/legal-text.ts'
import { refreshFlags } from './refresh-flags.ts'

/**
 * The daily look at the catalogue: flags what has to be looked at again, takes away what no longer holds. Legal texts that
 * come with the program and are not listed yet are listed first; what the office wrote about a text stays.
 */
export const flagProcedures = defineCommand({
  name: 'procedures.flag',
  title: 'Đánh dấu thủ tục cần rà soát',
  audience: [],
  input: z.strictObject({ legalTexts: z.array(legalTextSchema).max(2000).default([]) }),
  output: z.object({ flags: z.int() }),
  async run(tx, actor, { legalTexts }) {
    await storeMissingTexts(tx, actor.officeId, legalTexts)
    const output = { flags: await refreshFlags(tx, actor.officeId) }
    return { output, audit: [{ subjectType: 'catalogue', subjectId: actor.officeId, facts: output }] }
  },
})

/** What is listed with nothing known of it is filled too: it was only cited. */
async function storeMissingTexts(tx: Tx, officeId: string, texts: readonly LegalText[]): Promise<void> {
  await sql`insert into legal_texts as t (office_id, number, title, issuer, issued_on, effective_from, expired_on,
      replaced_by, confidence, note)
    select ${officeId}::uuid, r.number, r.title, r.issuer, r."issuedOn", r."effectiveFrom", r."expiredOn", r."replacedBy",
      r.confidence, r.note
    from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as r (number text, title text, issuer text, "issuedOn" date,
      "effectiveFrom" date, "expiredOn" date, "replacedBy" text, confidence text, note text)
    on conflict (office_id, number) do update set title = excluded.title, issuer = excluded.issuer,
      issued_on = excluded.issued_on, effective_from = excluded.effective_from, expired_on = excluded.expired_on,
      replaced_by = excluded.replaced_by, confidence = excluded.confidence, note = excluded.note
    where (t.title, t.issuer, t.note, t.confidence) = ('', '', '', 'check') and t.issued_on is null
      and t.effective_from is null and t.expired_on is null and t.replaced_by is null`.execute(tx.db)
}
