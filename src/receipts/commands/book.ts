import { type RawBuilder, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { localDate } from '../../calendar/model/local-time.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { Entry } from '../model/books.ts'

/** What the rows of one event belong to. */
export interface Booked {
  dueId?: string
  paymentId?: string
  shiftId?: string | null
  remittanceId?: string
  note?: string
}

/** SQL that adds rows to the books, for use alone or as a CTE. */
export function booking(
  tx: Tx,
  actor: Actor,
  { entries, of }: { entries: readonly Entry[]; of: Booked },
): RawBuilder<unknown> {
  const rows = entries.map((entry) => ({
    id: uuid(),
    debit: entry.debit,
    credit: entry.credit,
    amount: entry.amount,
    kind: entry.kind,
    item: entry.budgetItem,
    name: entry.name,
  }))
  return sql`insert into ledger_entries (office_id, id, at, day, debit, credit, amount, kind, budget_item, name, due_id,
      payment_id, shift_id, remittance_id, note, made_by)
    select ${actor.officeId}::uuid, e.id, ${tx.now}::timestamptz, ${localDate(tx.now)}::date, e.debit, e.credit, e.amount, e.kind,
      e.item, e.name, ${of.dueId ?? null}::uuid, ${of.paymentId ?? null}::uuid, ${of.shiftId ?? null}::uuid,
      ${of.remittanceId ?? null}::uuid, ${of.note ?? ''}, ${actor.id}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as e (id uuid, debit text, credit text, amount bigint, kind text, item text, name text)`
}

/** Adds rows to the books; without rows nothing happens. */
export async function book(
  tx: Tx,
  actor: Actor,
  booked: { entries: readonly Entry[]; of: Booked },
): Promise<void> {
  if (booked.entries.length > 0) await booking(tx, actor, booked).execute(tx.db)
}
