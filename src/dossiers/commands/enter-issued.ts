import { type Kysely, sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { feeOf } from '../../procedures/model/count-fee.ts'
import type { Fee } from '../../procedures/model.ts'
import type { Original } from '../model/certification/inputs.ts'
import { registerFor } from '../model/certification/registers.ts'
import type { Signer } from '../queries/certification-signer.ts'
import { type Entries, enterCertifications, enteredFacts } from './certify-entries.ts'
import { chargeCertification } from './charge-certification.ts'

/** What the clerk can say of the certified paper where the fee is counted by page. */
export interface Counted {
  pages?: number | undefined
  copies?: number | undefined
}

interface Issued {
  code: string | null
  dossierCode: string
  procedureId: string
  payer: { name: string; address: string; personalId: string }
  fees: Fee[]
  requester: string
  title: string
  signer: Signer
  asked: Original[]
}

/**
 * Vào sổ chứng thực: when the clerk issues the result of a certification that went the normal way (contracts, wills …),
 * it is entered in the register of its type, signed by whoever approved it. What was asked for at the counter is entered
 * as asked, anything else under the title of the result; a fee that cannot be counted stays open. Null for any other
 * procedure.
 */
export async function enterIssued(tx: Tx, actor: Actor, result: { dossierId: string; counted: Counted }) {
  const { dossierId, counted } = result
  const issued = await readIssued(tx.db, actor.officeId, dossierId)
  const register = registerFor(issued?.code ?? null)
  if (!issued || !register) return null
  const whole = { name: issued.title, pages: counted.pages ?? null, copies: counted.copies ?? 1, note: '' }
  const originals = issued.asked.length > 0 ? issued.asked : [whole]
  const entries: Entries = {
    dossierId,
    register,
    requesterName: issued.requester,
    originals: originals.map((each) => ({ ...each, feeVnd: feeOf(issued.fees, each) })),
    signer: issued.signer,
  }
  const { volume, entries: entered } = enteredFacts(
    tx,
    entries,
    await enterCertifications(tx, actor, entries),
  )
  if (entries.originals.every(({ feeVnd }) => feeVnd !== null)) {
    const { dossierCode, procedureId, payer, fees } = issued
    const charged = { dossierId, code: dossierCode, procedureId, payer, fees, originals: entries.originals }
    await chargeCertification(tx, actor, charged)
  }
  return {
    year: localDate(tx.now).slice(0, 4),
    register,
    volume,
    certificationNumbers: entered.map((each) => each.number),
  }
}

async function readIssued(db: Kysely<DB>, officeId: string, dossierId: string): Promise<Issued | undefined> {
  const found = await sql<Issued>`
    select p.code, v.fees, coalesce(d.code, '') as "dossierCode", p.id as "procedureId",
      jsonb_build_object('name', d.applicant_name, 'address', d.address, 'personalId', d.personal_id) as payer, d.applicant_name as requester, r.title,
      jsonb_build_object('id', s.id, 'name', s.full_name, 'post', s.post_title) as signer,
      (select coalesce(jsonb_agg(jsonb_build_object('name', q.document_name, 'pages', q.pages, 'copies', q.copies,
          'note', q.note) order by q.ordinal), '[]'::jsonb)
        from certification_requests q where q.office_id = d.office_id and q.dossier_id = d.id) as asked
    from dossiers d
    join procedures p on p.office_id = d.office_id and p.id = d.procedure_id
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id
      and v.version = d.procedure_version
    join dossier_results r on r.office_id = d.office_id and r.dossier_id = d.id
    join staff_members s on s.office_id = r.office_id and s.id = r.approved_by
    where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid`.execute(db)
  return found.rows[0]
}
