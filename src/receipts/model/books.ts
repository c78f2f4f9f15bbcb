/**
 * The accounts of a collecting office. Money lies in a cashier's drawer, the safe (quỹ), the bank or is still at the national
 * portal; against it stand what was collected (tiền phí, lệ phí thu được), what was paid too much, what the office keeps for
 * itself, and what a count found missing or left over.
 */
export const accounts = {
  drawer: { name: 'Tiền mặt tại quầy', side: 'debit' },
  safe: { name: 'Quỹ tiền mặt', side: 'debit' },
  bank: { name: 'Tiền gửi ngân hàng, Kho bạc', side: 'debit' },
  portal: { name: 'Đã nộp trên Cổng DVCQG, chưa về tài khoản', side: 'debit' },
  short: { name: 'Thiếu khi kiểm quỹ', side: 'debit' },
  income: { name: 'Phí, lệ phí thu được chờ nộp ngân sách', side: 'credit' },
  over: { name: 'Tiền nộp thừa phải trả lại', side: 'credit' },
  float: { name: 'Tiền lẻ giao đầu ca', side: 'credit' },
  kept: { name: 'Phí được để lại', side: 'credit' },
  surplus: { name: 'Thừa khi kiểm quỹ', side: 'credit' },
} as const
export type Account = keyof typeof accounts

/** Phí (for a service) or lệ phí (fixed by law for the work of the state): they go to the budget by different rules. */
export type FeeKind = 'fee' | 'charge'

/** One row of the books: the amount (đồng, above 0) leaves `credit` and comes to `debit`, so no row can be out of balance. */
export interface Entry {
  debit: Account
  credit: Account
  amount: number
  kind: FeeKind | ''
  budgetItem: string
  name: string
}

/** A line of what is due, as far as the books ask. */
export interface PricedLine {
  name: string
  kind: FeeKind
  amountVnd: number
  budgetItem: string
}

export type PaymentMethod = 'cash' | 'transfer' | 'portal'
const placeOf: Readonly<Record<PaymentMethod, Account>> = {
  cash: 'drawer',
  transfer: 'bank',
  portal: 'portal',
}

const plain = { kind: '', budgetItem: '', name: '' } as const
const moved = (debit: Account, credit: Account, amount: number): Entry[] =>
  amount > 0 ? [{ debit, credit, amount, ...plain }] : []

/**
 * What of an amount falls on each line when `before` has already been paid: lines are filled in their order. The pieces sum up
 * to the amount as far as the lines reach.
 */
export function allocate<L extends { amountVnd: number }>(
  lines: readonly L[],
  { before, amount }: { before: number; amount: number },
): L[] {
  let [from, left] = [before, amount]
  return lines.flatMap((line) => {
    const taken = Math.min(line.amountVnd, from)
    from -= taken
    const piece = Math.min(line.amountVnd - taken, left)
    left -= piece
    return piece > 0 ? [{ ...line, amountVnd: piece }] : []
  })
}

/** Whether two lines are the same, less and less strictly. */
const likenesses: ((a: PricedLine, b: PricedLine) => boolean)[] = [
  (a, b) => a.name === b.name && a.kind === b.kind && a.budgetItem === b.budgetItem,
  (a, b) => a.kind === b.kind && a.budgetItem === b.budgetItem,
  (a, b) => a.kind === b.kind,
  () => true,
]

/** Takes amounts off the lines, each from those it is most like; changes `lines`. */
function takeOff(lines: PricedLine[], amounts: readonly PricedLine[]): void {
  const rest = amounts.map((each) => ({ ...each }))
  for (const isLike of likenesses)
    for (const amount of rest)
      for (const line of lines) {
        if (!isLike(line, amount)) continue
        const taken = Math.min(line.amountVnd, amount.amountVnd)
        line.amountVnd -= taken
        amount.amountVnd -= taken
      }
}

/**
 * The lines as far as they are still to be paid, given what the books have of them, what was given back below 0. Words may differ
 * (the due was counted anew since, a receipt was replaced): then kind and budget item decide, then the order. Sums up to what is
 * still due.
 */
export function openLines(lines: readonly PricedLine[], booked: readonly PricedLine[]): PricedLine[] {
  const paid = booked.filter(({ amountVnd }) => amountVnd > 0).map((line) => ({ ...line }))
  const back = booked.filter(({ amountVnd }) => amountVnd < 0)
  takeOff(
    paid,
    back.map((line) => ({ ...line, amountVnd: -line.amountVnd })),
  )
  const open = lines.map((line) => ({ ...line }))
  takeOff(open, paid)
  return open.filter(({ amountVnd }) => amountVnd > 0)
}

/** A payment: its pieces are income, what is beyond them is owed back. */
export function paymentEntries(
  method: PaymentMethod,
  { pieces, over }: { pieces: readonly PricedLine[]; over: number },
): Entry[] {
  const place = placeOf[method]
  return [
    ...pieces.flatMap(({ name, kind, amountVnd, budgetItem }) =>
      moved(place, 'income', amountVnd).map((entry) => ({ ...entry, kind, budgetItem, name })),
    ),
    ...moved(place, 'over', over),
  ]
}

/** Money given back: of what was collected (its pieces), and of what was too much. */
export function refundEntries(
  method: PaymentMethod,
  given: { pieces: readonly PricedLine[]; over: number },
): Entry[] {
  return paymentEntries(method, given).map((entry) => ({
    ...entry,
    debit: entry.credit,
    credit: entry.debit,
  }))
}

/** Change money put into the drawer to begin with; it is not of what was collected. */
export const shiftOpenEntries = (float: number): Entry[] => moved('drawer', 'float', float)

/** A count that differs from what should be there goes to missing or left over. */
export function shiftCloseEntries({ expected, counted }: { expected: number; counted: number }): Entry[] {
  return [...moved('drawer', 'surplus', counted - expected), ...moved('short', 'drawer', expected - counted)]
}

/** The counted money is taken over: the float goes back where it came from, the rest into the safe. */
export function shiftReceivedEntries({ counted, float }: { counted: number; float: number }): Entry[] {
  return [
    ...moved('float', 'drawer', Math.min(counted, float)),
    ...moved('safe', 'drawer', counted - float),
    ...moved('float', 'safe', float - counted),
  ]
}

/** Cash carried to the bank or the treasury. */
export const depositEntries = (amount: number): Entry[] => moved('bank', 'safe', amount)

/** One kind and budget item of a month, paid into the budget but for what the office keeps. */
export interface BudgetLine {
  kind: FeeKind
  budgetItem: string
  collected: number
  kept: number
}

/** Paying into the budget from the bank; the kept share becomes the office's own. */
export function budgetEntries(lines: readonly BudgetLine[]): Entry[] {
  return lines.flatMap(({ kind, budgetItem, collected, kept }) =>
    [...moved('income', 'bank', collected - kept), ...moved('income', 'kept', kept)].map((entry) => ({
      ...entry,
      kind,
      budgetItem,
    })),
  )
}

/** What stands on each account, on its own side, in đồng. */
export function balances(
  entries: readonly Pick<Entry, 'debit' | 'credit' | 'amount'>[],
): Record<Account, number> {
  const sums = Object.fromEntries(Object.keys(accounts).map((name) => [name, 0])) as Record<Account, number>
  for (const { debit, credit, amount } of entries) {
    sums[debit] += accounts[debit].side === 'debit' ? amount : -amount
    sums[credit] += accounts[credit].side === 'credit' ? amount : -amount
  }
  return sums
}
