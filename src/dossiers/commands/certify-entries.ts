import { type RawBuilder, sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Series, takingNumbers } from '../../platform/numbering.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { certificationId, type Original } from '../model/certification/inputs.ts'
import { type RegisterKind, registerSeries, volumeOf } from '../model/certification/registers.ts'
import type { Signer } from '../queries/certification-signer.ts'

/** What is entered in a register: one number for each original of one request. */
export interface Entries {
  dossierId: string
  register: RegisterKind
  requesterName: string
  originals: readonly (Original & { feeVnd: number | null })[]
  signer: Signer
}

/** As many numbers as there are originals, from the register of the year (NĐ 23/2015/NĐ-CP, Điều 13). */
export function entrySeries(tx: Tx, { register, originals }: Entries): Series {
  return { name: registerSeries(register), period: localDate(tx.now).slice(0, 4), count: originals.length }
}

/** SQL that writes the entries; the last number of their series stands in `taken`. */
export function enteringCertifications(tx: Tx, actor: Actor, entries: Entries): RawBuilder<unknown> {
  const { dossierId, register, originals, signer } = entries
  const today = localDate(tx.now)
  const rows = originals.map((original, index) => ({
    ordinal: index + 1,
    id: certificationId(dossierId, index + 1),
    name: original.name,
    pages: original.pages,
    copies: original.copies,
    fee: original.feeVnd,
    note: original.note,
  }))
  return sql`insert into certifications (office_id, id, dossier_id, ordinal, register, year, number, document_name,
      pages, copies, fee_vnd, requester_name, signer_id, signer_name, signer_post, certified_at, certified_on,
      recorded_by, note)
    select ${actor.officeId}::uuid, e.id, ${dossierId}::uuid, e.ordinal, ${register}::text, ${today.slice(0, 4)}::smallint,
      (select last_number from taken where series = ${registerSeries(register)}::text) - ${rows.length}::int + e.ordinal,
      e.name, e.pages, e.copies, e.fee, ${entries.requesterName}::text, ${signer.id}::uuid, ${signer.name}::text,
      ${signer.post}::text, ${tx.now}::timestamptz, ${today}::date, ${actor.id}::uuid, e.note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as e (ordinal smallint, id uuid, name text, pages int, copies int, fee bigint, note text)`
}

/** Enters them in a statement of their own and returns the first number. */
export async function enterCertifications(tx: Tx, actor: Actor, entries: Entries): Promise<number> {
  const series = entrySeries(tx, entries)
  const entered = await sql<{ last: number }>`with taken as (${takingNumbers(actor.officeId, [series])}),
    entered as (${enteringCertifications(tx, actor, entries)})
    select last_number as last from taken`.execute(tx.db)
  return firstNumber(entries, Number(entered.rows[0]?.last))
}

/** The first number of the entries, whose numbers follow one another up to `last`. */
export function firstNumber({ originals }: Entries, last: number): number {
  return last - originals.length + 1
}

/** What the audit and the answer say of each entry. */
export function enteredFacts(tx: Tx, entries: Entries, first: number) {
  return {
    register: entries.register,
    volume: volumeOf(entries.register, localDate(tx.now)),
    signerId: entries.signer.id,
    entries: entries.originals.map(({ name, pages, copies, feeVnd }, index) => ({
      id: certificationId(entries.dossierId, index + 1),
      number: first + index,
      name,
      pages,
      copies,
      feeVnd,
    })),
  }
}
