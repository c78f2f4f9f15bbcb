import { foldVietnamese } from '../../../platform/search-text.ts'
import { type Cell, cellText, readAmount, readDay } from './cell-values.ts'
import { type Column, columnNames, headingWords, type Label, labelWords, sumWords } from './heading-words.ts'
import {
  mostVnd,
  oneLine,
  plainAccount,
  type ReadStatement,
  refuse,
  refuseAll,
  type Statement,
  type StatementFault,
  type StatementLine,
} from './statement.ts'

type Row = readonly Cell[]
type Columns = Partial<Record<Column, number>>

/** The heading stands somewhere below the bank's name, the account and the period. */
const headingWithin = 80

/**
 * Reads a statement in rows and columns (CSV, Excel): finds the heading by its words, what is said around the table, and each movement.
 * What does not fit is told with its row; the common checks come after.
 */
export function readTable(rows: readonly Row[], format: 'csv' | 'xlsx'): ReadStatement {
  const heading = findHeading(rows)
  if ('message' in heading) return refuse(heading.message, heading.row)
  const { at, columns } = heading
  const around = readAround(rows, heading)
  if (around.currency && !isVnd(around.currency))
    return refuse(`Sao kê bằng ${around.currency}. Phần mềm chỉ đối soát tài khoản đồng Việt Nam.`)
  const body = readBody(rows, at, columns)
  if (body.faults.length > 0) return refuseAll(body.faults)
  const statement: Statement = {
    format,
    account: accountIn(around.account ?? ''),
    from: readDay(around.from),
    to: readDay(around.to),
    openingVnd: readAmount(around.opening),
    closingVnd: readAmount(around.closing),
    lines: body.lines,
  }
  return { ok: true, statement }
}

/** How many columns of a row are known ones, for choosing how a file is cut into cells. */
export function headingScore(rows: readonly Row[]): number {
  return Math.max(0, ...rows.slice(0, headingWithin).map((row) => knownCells(row)))
}

const knownCells = (row: Row) => row.filter((cell) => columnOf(cellText(cell)) !== null).length

/** Which column a heading means, and how well its word is known (0 is best). */
function columnOf(text: string): { column: Column; rank: number } | null {
  if (text === '' || text.length > 80) return null
  const parts = [text, ...text.split(/[/|(\n]/)].map(foldVietnamese)
  for (const part of parts)
    for (const [column, words] of Object.entries(headingWords)) {
      const rank = words.indexOf(part)
      if (rank >= 0) return { column: column as Column, rank }
    }
  return null
}

type Heading = { at: number; columns: Columns } | { message: string; row: number | null }

function findHeading(rows: readonly Row[]): Heading {
  let best = { at: -1, known: 0 }
  rows.slice(0, headingWithin).forEach((row, at) => {
    const known = knownCells(row)
    if (known > best.known) best = { at, known }
  })
  const row = rows[best.at]
  if (!row || best.known < 2)
    return {
      row: null,
      message:
        'Không tìm thấy dòng tiêu đề (Ngày giao dịch, Ghi nợ, Ghi có, Nội dung …). Hãy tải lại sao kê từ ngân hàng, không sửa tệp.',
    }
  const columns: Columns = {}
  const ranks = new Map<Column, number>()
  for (const [index, cell] of row.entries()) {
    const found = columnOf(cellText(cell))
    if (!found) continue
    const rank = ranks.get(found.column)
    if (rank === found.rank && ['debit', 'credit', 'amount'].includes(found.column))
      return { row: best.at + 1, message: `Có hai cột ${columnNames[found.column]}; không rõ lấy cột nào.` }
    if (rank !== undefined && rank <= found.rank) continue
    ranks.set(found.column, found.rank)
    columns[found.column] = index
  }
  const missing = missingColumns(columns)
  if (missing === '') return { at: best.at, columns }
  const seen = row.map(cellText).filter((text) => text !== '')
  return {
    row: best.at + 1,
    message: `Thiếu cột ${missing}. Các cột thấy trong tệp: ${seen.join(', ').slice(0, 300)}.`,
  }
}

function missingColumns(columns: Columns): string {
  const has = (column: Column) => columns[column] !== undefined
  const missing: string[] = []
  if (!has('bookedOn') && !has('valueOn')) missing.push(columnNames.bookedOn)
  if (!has('amount') && !has('debit') && !has('credit')) missing.push('ghi nợ, ghi có (hoặc số tiền)')
  else if (!has('amount') && !has('credit')) missing.push(columnNames.credit)
  else if (!has('amount') && !has('debit') && !has('balance')) missing.push(columnNames.debit)
  if (!has('description')) missing.push(columnNames.description)
  return missing.join('; ')
}

type Around = Partial<Record<Label, string>>

/** Account, currency, period and balances as labels around the table, each with its value behind a colon or in a cell to the right. */
function readAround(
  rows: readonly Row[],
  { at: heading, columns }: { at: number; columns: Columns },
): Around {
  const found: Around = {}
  const dayColumn = columns.bookedOn ?? columns.valueOn
  rows.forEach((row, index) => {
    if (index === heading || (index > heading && readDay(at(row, dayColumn)) !== null)) return
    row.forEach((cell, place) => {
      const text = cellText(cell)
      const [label = '', ...rest] = text.split(':')
      const name = labelOf(label)
      if (!name || found[name] !== undefined) return
      const inside = rest.join(':').trim()
      const value =
        inside ||
        row
          .slice(place + 1)
          .map(cellText)
          .find((other) => other.replace(':', '').trim() !== '')
      if (value) found[name] = value.replace(/^:\s*/, '')
    })
  })
  // Both ends of the period in one cell: "Từ ngày 01/03/2026 đến ngày 31/03/2026".
  const period = rows
    .slice(0, heading)
    .flatMap((row) => row.map(cellText))
    .map((text) => /(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\D{1,40}(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})/.exec(text))
    .find((match) => match !== null)
  return period ? { ...found, from: period[1] ?? '', to: period[2] ?? '' } : found
}

/** The number among the words: "0123 456 789 - UBND XA MAU (VND)". */
const accountIn = (text: string) => plainAccount(/\d(?:[ .-]?\d){4,18}/.exec(text)?.[0] ?? text).slice(0, 34)

function labelOf(text: string): Label | null {
  if (text.length > 60) return null
  const parts = [text, ...text.split(/[/(]/)].map(foldVietnamese)
  for (const [name, words] of Object.entries(labelWords))
    if (parts.some((part) => (words as readonly string[]).includes(part))) return name as Label
  return null
}

const isVnd = (text: string) => ['VND', 'VNĐ', 'ĐỒNG', 'ĐỒNG VIỆT NAM'].includes(oneLine(text).toUpperCase())

interface Body {
  lines: StatementLine[]
  faults: StatementFault[]
}

function readBody(rows: readonly Row[], heading: number, columns: Columns): Body {
  const body: Body = { lines: [], faults: [] }
  let isSigned = columns.direction !== undefined || columns.balance !== undefined
  rows.slice(heading + 1).forEach((cells, index) => {
    const row = heading + 2 + index
    if (cells.every((cell) => cellText(cell) === '') || isHeadingAgain(cells, columns)) return
    const read = readLine({ cells, row, columns })
    if (typeof read === 'string') body.faults.push({ row, message: read })
    else if (read) {
      body.lines.push(read)
      isSigned ||= read.amountVnd < 0 || /^\+/.test(cellText(at(cells, columns.amount)))
    } else carryOn(body.lines.at(-1), { cells, row, columns })
  })
  if (columns.credit === undefined && !isSigned && body.lines.length > 0)
    body.faults.push({
      row: heading + 1,
      message:
        'Cột số tiền không cho biết tiền vào hay tiền ra. Hãy tải loại sao kê có cột ghi nợ, ghi có hoặc số dư.',
    })
  return body
}

const at = (cells: Row, index: number | undefined): Cell =>
  index === undefined ? null : (cells[index] ?? null)

/** Headings are printed again on each page, or a second time in another language. */
function isHeadingAgain(cells: Row, columns: Columns): boolean {
  return readDay(at(cells, columns.bookedOn ?? columns.valueOn)) === null && knownCells(cells) >= 3
}

interface BodyRow {
  cells: Row
  row: number
  columns: Columns
}

/** A text that was too long for its row goes on in the next one, which has nothing else. */
function carryOn(line: StatementLine | undefined, { cells, row, columns }: BodyRow): void {
  const filled = cells.flatMap((cell, index) => (cellText(cell) === '' ? [] : [index]))
  if (!line || line.row !== row - 1 || filled.length !== 1 || filled[0] !== columns.description) return
  line.row = row
  line.description = oneLine(`${line.description} ${cellText(at(cells, columns.description))}`)
}

/** A movement; null for a row that is none (a sum, a signature); a sentence for one that cannot be read. */
function readLine({ cells, row, columns }: BodyRow): StatementLine | string | null {
  const text = (column: Column) => oneLine(cellText(at(cells, columns[column])))
  const written = text('bookedOn') || text('valueOn')
  const bookedOn =
    readDay(at(cells, columns.bookedOn)) ??
    (text('bookedOn') === '' ? readDay(at(cells, columns.valueOn)) : null)
  const hasAmount = (['debit', 'credit', 'amount'] as const).some((column) => /\d/.test(text(column)))
  if (!bookedOn) {
    if (!hasAmount || isSumRow(cells)) return null
    return written === ''
      ? 'Thiếu ngày giao dịch.'
      : `Ngày “${written.slice(0, 30)}” không đọc được; cần dạng ngày/tháng/năm, ví dụ 24/03/2026.`
  }
  if (text('currency') !== '' && !isVnd(text('currency')))
    return `Loại tiền ${text('currency').slice(0, 10)} lẫn trong sao kê đồng Việt Nam.`
  const amountVnd = readMovement(cells, columns)
  if (typeof amountVnd === 'string') return amountVnd
  // Some banks print messages as rows with a zero.
  if (amountVnd === 0 && hasAmount) return null
  const balance = at(cells, columns.balance)
  const balanceVnd = readAmount(balance)
  if (cellText(balance) !== '' && balanceVnd === null)
    return `Số dư “${cellText(balance).slice(0, 30)}” không đọc được.`
  return {
    row,
    bankReference: text('reference').slice(0, 100),
    bookedOn,
    amountVnd,
    description: text('description').slice(0, 1000),
    counterparty: text('counterparty').slice(0, 200),
    balanceVnd,
  }
}

function isSumRow(cells: Row): boolean {
  const first = foldVietnamese(cells.map(cellText).find((text) => text !== '') ?? '')
  return sumWords.some((word) => first === word || first.startsWith(`${word} `))
}

const outWords = ['no', 'd', 'dr', 'debit', 'ghi no', 'tien ra', 'chi', 'out']
const inWords = ['co', 'c', 'cr', 'credit', 'ghi co', 'tien vao', 'thu', 'in']

/** What moved, in đồng, out below 0; or why it cannot be told. */
function readMovement(cells: Row, columns: Columns): number | string {
  if (columns.credit !== undefined) return readTwoColumns(cells, columns)
  const cell = at(cells, columns.amount)
  const amount = readAmount(cell)
  if (amount === null) return unreadable(cell)
  if (columns.direction === undefined) return amount
  const direction = cellText(at(cells, columns.direction))
  const word = foldVietnamese(direction)
  const isOut = outWords.includes(word) || direction === '-'
  if (!isOut && !inWords.includes(word) && direction !== '+')
    return `Không rõ “${direction.slice(0, 20)}” là tiền vào hay tiền ra.`
  if (amount < 0) return 'Số tiền âm.'
  return isOut ? 0 - amount : amount
}

function readTwoColumns(cells: Row, columns: Columns): number | string {
  const sides: number[] = []
  for (const column of [columns.credit, columns.debit]) {
    const cell = at(cells, column)
    const amount = ['', '-', '–'].includes(cellText(cell)) ? 0 : readAmount(cell)
    if (amount === null) return unreadable(cell)
    if (amount < 0) return 'Số tiền âm.'
    if (amount > mostVnd)
      return `Số tiền ${cellText(cell).slice(0, 30)} lớn bất thường; hãy kiểm tra lại tệp.`
    sides.push(amount)
  }
  const [credit = 0, debit = 0] = sides
  if (credit > 0 && debit > 0) return 'Vừa ghi nợ vừa ghi có.'
  return credit > 0 ? credit : 0 - debit
}

const unreadable = (cell: Cell) =>
  cellText(cell) === ''
    ? 'Không có số tiền.'
    : `Số tiền “${cellText(cell).slice(0, 30)}” không đọc được; cần số đồng nguyên, ví dụ 20.000.`
