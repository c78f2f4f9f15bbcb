import { sql } from 'kysely'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { openLines, type PricedLine } from '../model/books.ts'
import type { DueSums } from '../model/due.ts'

/** A due locked for change, with its lines as last counted and its sums (đồng). */
export interface OpenDue extends DueSums {
  id: string
  dossierId: string
  dossierCode: string
  version: number
  payer: { name: string; address: string; personalId: string }
  /** What of each line is still to be paid. */
  open: PricedLine[]
}

interface DueRow {
  id: string
  dossierId: string
  dossierCode: string
  version: number
  payer: OpenDue['payer']
  isEnded: boolean
  amount: string
}

/** Locks a due. Everything that books on it does so first, then locks a shift: always in this order. Fails with not_found. */
export async function openDue(
  tx: Tx,
  actor: Actor,
  which: { id: string } | { dossierId: string },
): Promise<OpenDue> {
  const condition = 'id' in which ? sql`id = ${which.id}::uuid` : sql`dossier_id = ${which.dossierId}::uuid`
  const locked = await sql<DueRow>`
    select id, dossier_id as "dossierId", dossier_code as "dossierCode", version, amount, ended_at is not null as "isEnded",
      jsonb_build_object('name', payer_name, 'address', payer_address, 'personalId', payer_personal_id) as payer
    from dues where office_id = ${actor.officeId}::uuid and ${condition} for update`.execute(tx.db)
  const row = locked.rows[0]
  if (!row) throw new AppError('not_found', { detail: 'Không có khoản phải thu này.' })
  // After the lock, in a statement of its own, so that what another cashier has just booked is seen.
  const found = await sql<{ lines: PricedLine[]; booked: PricedLine[]; applied: string; over: string }>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'kind', kind, 'amountVnd', amount, 'budgetItem', budget_item)
        order by ordinal), '[]'::jsonb) from due_lines
        where office_id = ${actor.officeId}::uuid and due_id = ${row.id}::uuid and version = ${row.version}) as lines,
      (select coalesce(jsonb_agg(b), '[]'::jsonb) from (
        select name, kind, budget_item as "budgetItem", sum(case when credit = 'income' then amount else -amount end) as "amountVnd"
        from ledger_entries where office_id = ${actor.officeId}::uuid and due_id = ${row.id}::uuid
          and (credit = 'income' or debit = 'income')
        group by 1, 2, 3) b) as booked,
      coalesce(sum(case kind when 'payment' then applied else -applied end), 0) as applied,
      coalesce(sum(case kind when 'payment' then amount - applied else applied - amount end), 0) as over
    from payments where office_id = ${actor.officeId}::uuid and due_id = ${row.id}::uuid`.execute(tx.db)
  const sums = found.rows[0]
  return {
    ...row,
    amount: Number(row.amount),
    open: openLines(sums?.lines ?? [], sums?.booked ?? []),
    applied: Number(sums?.applied ?? 0),
    over: Number(sums?.over ?? 0),
  }
}
