import { vndText } from '../vnd-text.ts'
import { dayOfParts } from './cell-values.ts'
import {
  oneLine,
  plainAccount,
  type ReadStatement,
  refuse,
  refuseAll,
  type Statement,
  type StatementFault,
  type StatementLine,
} from './statement.ts'

/** A field of a message with the line of the file where it begins. */
interface Field {
  tag: string
  row: number
  text: string
}

/** Whether a text is a SWIFT statement: its first field comes before anything else but the header blocks. */
export function isMt940(text: string): boolean {
  return /^\s*(?:\{[^\n]*\n\s*)?:20:/.test(text.slice(0, 2000))
}

/**
 * Reads MT940 (SWIFT customer statement): one or more messages of one account, each with its balances; those that follow one another
 * must carry the balance on. The common checks come after.
 */
export function readMt940(text: string): ReadStatement {
  const pages = splitPages(fieldsOf(text))
  const [first] = pages
  if (!first) return refuse('Tệp MT940 không có nội dung.')
  const read = pages.map(readPage)
  const faults = read.flatMap((page) => page.faults)
  for (const [index, page] of read.entries()) {
    const before = read[index - 1]
    if (!before) continue
    if (page.account !== before.account)
      faults.push({ row: page.row, message: `Tệp có nhiều tài khoản: ${before.account}, ${page.account}.` })
    else if (page.opening !== null && before.closing !== null && page.opening !== before.closing)
      faults.push({
        row: page.row,
        message: `Số dư đầu ${vndText(page.opening)} không nối với số dư cuối trang trước ${vndText(before.closing)}.`,
      })
  }
  if (faults.length > 0) return refuseAll(faults)
  const statement: Statement = {
    format: 'mt940',
    account: read[0]?.account ?? '',
    from: null,
    to: null,
    openingVnd: read[0]?.opening ?? null,
    closingVnd: read.at(-1)?.closing ?? null,
    lines: read.flatMap((page) => page.lines),
  }
  return { ok: true, statement }
}

function fieldsOf(text: string): Field[] {
  const fields: Field[] = []
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    const start = /^(?:\{.*\})?:(\d{2}[A-Z]?):(.*)$/.exec(line)
    const last = fields.at(-1)
    if (start) fields.push({ tag: start[1] ?? '', row: index + 1, text: start[2] ?? '' })
    else if (last && !/^-\}?|^\{/.test(line) && line !== '') last.text += `\n${line}`
  })
  return fields
}

function splitPages(fields: readonly Field[]): Field[][] {
  const pages: Field[][] = []
  for (const field of fields) {
    if (field.tag === '20' || pages.length === 0) pages.push([])
    pages.at(-1)?.push(field)
  }
  return pages
}

interface Page {
  row: number
  account: string
  opening: number | null
  closing: number | null
  lines: StatementLine[]
  faults: StatementFault[]
}

function readPage(fields: readonly Field[]): Page {
  const page: Page = {
    row: fields[0]?.row ?? 1,
    account: '',
    opening: null,
    closing: null,
    lines: [],
    faults: [],
  }
  const wrong = (row: number, message: string) => page.faults.push({ row, message })
  let isAfterLine = false
  for (const { tag, row, text } of fields) {
    const line = page.lines.at(-1)
    if (tag === '25')
      page.account = plainAccount((text.split('\n')[0] ?? '').split('/').at(-1) ?? '').slice(0, 34)
    if (/^6[02][FM]$/.test(tag)) {
      const balance = readBalance(text)
      if (typeof balance === 'string') wrong(row, balance)
      else if (tag.startsWith('60')) page.opening = balance
      else page.closing = balance
    }
    if (tag === '61') {
      const read = readMovement(text, row)
      if (typeof read === 'string') wrong(row, read)
      else page.lines.push(read)
    }
    if (tag === '86' && isAfterLine && line) Object.assign(line, readDetails(text, line))
    isAfterLine = tag === '61'
  }
  if (page.account === '') wrong(page.row, 'Thiếu số tài khoản (:25:).')
  if (page.opening === null && page.faults.length === 0) wrong(page.row, 'Thiếu số dư đầu kỳ (:60F:).')
  if (page.closing === null && page.faults.length === 0)
    wrong(fields.at(-1)?.row ?? page.row, 'Tệp bị đứt: thiếu số dư cuối kỳ (:62F:).')
  return page
}

/** Whole đồng of `20000,` or `20000,00`; null for anything else. */
function readComma(text: string): number | null {
  const match = /^(\d{1,15})(?:,0{0,2})?$/.exec(text)
  return match ? Number(match[1]) : null
}

function readBalance(text: string): number | string {
  const match = /^([CD])(\d{6})([A-Z]{3})([\d,]+)\s*$/.exec(text)
  if (!match) return 'Số dư không đúng dạng của MT940.'
  const [, side, , currency, amount = ''] = match
  if (currency !== 'VND') return `Sao kê bằng ${currency}. Phần mềm chỉ đối soát tài khoản đồng Việt Nam.`
  const value = readComma(amount)
  if (value === null) return `Số dư “${amount}” không phải số đồng nguyên.`
  return side === 'C' ? value : 0 - value
}

const movement = /^(\d{6})(\d{4})?(R?[CD])([A-Z])?([\d,]+)[NFS][A-Z0-9]{3}(.*)$/

function readMovement(text: string, row: number): StatementLine | string {
  const [head = '', ...more] = text.split('\n')
  const match = movement.exec(head)
  if (!match) return 'Dòng giao dịch (:61:) không đúng dạng của MT940.'
  const [, value = '', entry, side = '', , amount = '', references = ''] = match
  const bookedOn = readEntryDay(value, entry)
  if (!bookedOn) return `Ngày ${value} không đọc được.`
  const vnd = readComma(amount)
  if (vnd === null) return `Số tiền “${amount}” không phải số đồng nguyên.`
  const [own = '', bank = ''] = references.split('//')
  // A reversal of a credit takes money away, one of a debit brings it back.
  const isIn = side === 'C' || side === 'RD'
  return {
    row,
    bankReference: oneLine(bank) || (own === 'NONREF' ? '' : oneLine(own)),
    bookedOn,
    amountVnd: isIn ? vnd : 0 - vnd,
    description: oneLine(more.join(' ')).slice(0, 1000),
    counterparty: '',
    balanceVnd: null,
  }
}

/** The day of booking has no year; it is the one nearest to the day of value. */
function readEntryDay(value: string, entry: string | undefined): string | null {
  const part = (text: string, from: number) => Number(text.slice(from, from + 2))
  const year = 2000 + part(value, 0)
  const valueDay = dayOfParts(year, part(value, 2), part(value, 4))
  if (!valueDay || entry === undefined) return valueDay
  const [month, day] = [part(entry, 0), part(entry, 2)]
  const turn = part(value, 2) - month
  const entryYear = turn > 6 ? year + 1 : turn < -6 ? year - 1 : year
  return dayOfParts(entryYear, month, day)
}

/** What is said of a movement: plain words, or parts `?20`…`?29`, `?60`…`?63` (words) and `?32`, `?33` (name). Banks cut lines anywhere. */
function readDetails(text: string, line: StatementLine): Pick<StatementLine, 'description' | 'counterparty'> {
  const parts = [...text.replaceAll('\n', '').matchAll(/\?(\d{2})([^?]*)/g)]
  if (parts.length === 0) {
    const words = text.replaceAll('\n', '')
    return {
      description: oneLine(`${line.description} ${words}`).slice(0, 1000),
      counterparty: line.counterparty,
    }
  }
  const among = (isWanted: (code: number) => boolean) =>
    oneLine(parts.flatMap(([, code, words]) => (isWanted(Number(code)) ? [words ?? ''] : [])).join(''))
  const words = among((code) => (code >= 20 && code <= 29) || (code >= 60 && code <= 63))
  return {
    description: oneLine(`${line.description} ${words}`).slice(0, 1000),
    counterparty: among((code) => code === 32 || code === 33).slice(0, 200),
  }
}
