import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { BudgetLine, FeeKind } from '../model/books.ts'
import { type BudgetRate, keptOf, payBy, rateOn } from '../model/budget.ts'

/** One kind and budget item of a month: collected (đồng), its kept share, and what of it has been paid in. */
export interface OwedLine extends BudgetLine {
  /** What is owed to the budget for it. */
  owed: number
  paid: number
  keptPercent: number
  payBy: string
  basis: string
}

export async function loadBudgetRates(db: Kysely<DB>, officeId: string): Promise<BudgetRate[]> {
  const rows = await db
    .selectFrom('budget_rates')
    .select(['kind', 'budget_item', 'valid_from', 'kept_percent', 'pay_by_day', 'basis'])
    .where('office_id', '=', officeId)
    .orderBy('valid_from')
    .execute()
  return rows.map((row) => ({
    kind: row.kind as FeeKind,
    budgetItem: row.budget_item,
    validFrom: row.valid_from,
    keptPercent: row.kept_percent,
    payByDay: row.pay_by_day,
    basis: row.basis,
  }))
}

/**
 * What a month (its first day) brought by kind and budget item, less what was given back in it, and what of that belongs to the
 * budget. What was already paid in is counted against it.
 */
export async function budgetOwed(db: Kysely<DB>, officeId: string, month: string): Promise<OwedLine[]> {
  const [rates, found] = await Promise.all([
    loadBudgetRates(db, officeId),
    sql<{ kind: FeeKind; budgetItem: string; collected: string; paid: string; kept: string }>`
      select e.kind, e.budget_item as "budgetItem",
        coalesce(sum(case when e.credit = 'income' then e.amount else -e.amount end) filter (where e.remittance_id is null), 0) as collected,
        coalesce(sum(e.amount) filter (where e.remittance_id is not null and e.credit = 'bank'), 0) as paid,
        coalesce(sum(e.amount) filter (where e.remittance_id is not null and e.credit = 'kept'), 0) as kept
      from ledger_entries e left join remittances r on r.office_id = e.office_id and r.id = e.remittance_id
      where e.office_id = ${officeId}::uuid and (e.credit = 'income' or e.debit = 'income')
        and case when e.remittance_id is null
          then e.day >= ${month}::date and e.day < (${month}::date + interval '1 month')
          else r.month = ${month}::date end
      group by 1, 2 order by 1, 2`.execute(db),
  ])
  return found.rows.map(({ kind, budgetItem, ...sums }) => {
    const rate = rateOn(rates, { kind, budgetItem, day: month })
    const collected = Number(sums.collected)
    const kept = collected > 0 ? keptOf(collected, rate.keptPercent) : 0
    return {
      kind,
      budgetItem,
      collected,
      kept,
      owed: collected - kept,
      paid: Number(sums.paid),
      keptPercent: rate.keptPercent,
      payBy: payBy(month, rate.payByDay),
      basis: rate.basis,
    }
  })
}
