import { addDays } from '../../../calendar/model/local-time.ts'
import { vndText } from '../vnd-text.ts'
import {
  mostLines,
  mostVnd,
  type ReadStatement,
  refuse,
  refuseAll,
  type Statement,
  type StatementFault,
  type StatementLine,
} from './statement.ts'

/**
 * What holds for every statement, whatever it was written in: amounts and days that can be, no movement twice, and balances that fit the
 * movements. Fills in period and balances that follow from the lines. `today`: `YYYY-MM-DD`.
 */
export function checkStatement(statement: Statement, today: string): ReadStatement {
  const { lines } = statement
  if (lines.length === 0) return refuse('Sao kê không có giao dịch nào.')
  if (lines.length > mostLines)
    return refuse(`Sao kê có hơn ${mostLines.toLocaleString('vi-VN')} dòng. Hãy chia theo tháng.`)
  const faults = [
    ...lines.flatMap((line) => lineFaults(line, today)),
    ...repeatedLines(lines),
    ...periodFaults(statement),
  ]
  if (faults.length > 0) return refuseAll(faults.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)))
  const balanced = checkBalances(statement)
  if ('faults' in balanced) return refuseAll(balanced.faults)
  const days = lines.map(({ bookedOn }) => bookedOn).toSorted()
  const from = statement.from ?? days[0] ?? null
  const to = statement.to ?? days.at(-1) ?? null
  return { ok: true, statement: { ...statement, ...balanced, from, to } }
}

function lineFaults({ row, amountVnd, bookedOn }: StatementLine, today: string): StatementFault[] {
  const faults: StatementFault[] = []
  if (amountVnd === 0) faults.push({ row, message: 'Không có số tiền.' })
  if (Math.abs(amountVnd) > mostVnd)
    faults.push({ row, message: `Số tiền ${vndText(amountVnd)} lớn bất thường; hãy kiểm tra lại tệp.` })
  if (bookedOn > addDays(today, 1)) faults.push({ row, message: `Ngày ${bookedOn} chưa đến.` })
  return faults
}

/** The same name, day and amount twice is the same movement twice: somebody pasted it, or a page was put in again. */
function repeatedLines(lines: readonly StatementLine[]): StatementFault[] {
  const rows = new Map<string, number>()
  return lines.flatMap(({ row, bankReference, bookedOn, amountVnd }) => {
    if (bankReference === '') return []
    const key = JSON.stringify([bankReference.toUpperCase(), bookedOn, amountVnd])
    const first = rows.get(key)
    if (first === undefined) {
      rows.set(key, row)
      return []
    }
    return [{ row, message: `Số giao dịch ${bankReference} đã có ở dòng ${first}: giao dịch bị lặp.` }]
  })
}

function periodFaults({ from, to, lines }: Statement): StatementFault[] {
  if (from && to && from > to) return [{ row: null, message: 'Ngày đầu kỳ của sao kê sau ngày cuối kỳ.' }]
  return lines.flatMap(({ row, bookedOn }) =>
    (from && bookedOn < from) || (to && bookedOn > to)
      ? [{ row, message: `Ngày ${bookedOn} nằm ngoài kỳ của sao kê.` }]
      : [],
  )
}

interface Balances {
  openingVnd: number | null
  closingVnd: number | null
}

function checkBalances({
  lines,
  openingVnd,
  closingVnd,
}: Statement): Balances | { faults: StatementFault[] } {
  const ends = chainEnds(lines)
  if (ends && 'faults' in ends) return ends
  const sum = lines.reduce((all, { amountVnd }) => all + amountVnd, 0)
  const opening = openingVnd ?? ends?.openingVnd ?? (closingVnd === null ? null : closingVnd - sum)
  if (opening === null) return { openingVnd, closingVnd }
  const closing = closingVnd ?? opening + sum
  const wrong =
    opening + sum !== closing
      ? `Số dư đầu kỳ ${vndText(opening)} cộng các giao dịch ${vndText(sum)} không bằng số dư cuối kỳ ${vndText(closing)}: tệp thiếu dòng hoặc bị sửa.`
      : ends && ends.openingVnd !== opening
        ? `Số dư đầu kỳ ${vndText(opening)} không khớp số dư trước giao dịch đầu tiên ${vndText(ends.openingVnd)}.`
        : null
  return wrong ? { faults: [{ row: null, message: wrong }] } : { openingVnd: opening, closingVnd: closing }
}

/**
 * Balances after each movement make a chain, in whichever order the bank prints it: the balance before each is the one after some
 * other, but for the first. Null where a line has no balance.
 */
function chainEnds(
  lines: readonly StatementLine[],
): { openingVnd: number } | { faults: StatementFault[] } | null {
  const open = new Map<number, number>()
  for (const { balanceVnd } of lines) {
    if (balanceVnd === null) return null
    open.set(balanceVnd, (open.get(balanceVnd) ?? 0) + 1)
  }
  const begins: StatementLine[] = []
  for (const line of lines) {
    const before = (line.balanceVnd ?? 0) - line.amountVnd
    const left = open.get(before) ?? 0
    if (left > 0) open.set(before, left - 1)
    else begins.push(line)
  }
  // A chain that ends where it began has no loose end; any line may be its first.
  const isRing = begins.length === 0
  const [first] = lines
  if (isRing && first) return { openingVnd: balanceBefore(oldest(lines) ?? first) }
  const [begin, second] = begins
  if (begin && !second) return { openingVnd: balanceBefore(begin) }
  const wrong = begin === first ? second : begin
  return {
    faults: [
      {
        row: wrong?.row ?? null,
        message: 'Số dư không khớp với giao dịch liền trước: tệp thiếu dòng hoặc bị sửa.',
      },
    ],
  }
}

const balanceBefore = ({ balanceVnd, amountVnd }: StatementLine) => (balanceVnd ?? 0) - amountVnd

/** The line that comes first in time, as far as the order of the file tells. */
function oldest(lines: readonly StatementLine[]): StatementLine | undefined {
  const [first, last] = [lines[0], lines.at(-1)]
  return first && last && last.bookedOn < first.bookedOn ? last : first
}
