import { childElements, elementAt, textAt } from '../../../platform/xml.ts'
import { vndText } from '../vnd-text.ts'
import { readDay } from './cell-values.ts'
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

const namespaces = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(?:02|08)$/

/**
 * Reads CAMT.053 (ISO 20022 bank to customer statement, 001.02 and 001.08) from its root element: booked entries of one account with
 * balances. The common checks come after.
 */
export function readCamt(root: Element): ReadStatement {
  const found = elementAt(root, 'BkToCstmrStmt')
  if (root.localName !== 'Document' || !found || !namespaces.test(root.namespaceURI ?? ''))
    return refuse('Tệp XML này không phải sao kê CAMT.053 (phiên bản 001.02 hoặc 001.08).')
  const pages = childElements(found, 'Stmt').map(readPage)
  const [first] = pages
  if (!first) return refuse('Tệp CAMT.053 không có sao kê nào.')
  const faults = pages.flatMap((page) => page.faults)
  for (const [index, page] of pages.entries()) {
    const before = pages[index - 1]
    if (!before) continue
    if (page.account !== before.account)
      faults.push({ row: page.row, message: `Tệp có nhiều tài khoản: ${before.account}, ${page.account}.` })
    else if (page.opening !== null && before.closing !== null && page.opening !== before.closing)
      faults.push({ row: page.row, message: 'Số dư đầu kỳ không nối với số dư cuối của sao kê trước.' })
  }
  if (faults.length > 0) return refuseAll(faults)
  const statement: Statement = {
    format: 'camt053',
    account: first.account,
    from: first.from,
    to: pages.at(-1)?.to ?? null,
    openingVnd: first.opening,
    closingVnd: pages.at(-1)?.closing ?? null,
    lines: pages.flatMap((page) => page.lines),
  }
  return { ok: true, statement }
}

interface Page {
  row: number
  account: string
  from: string | null
  to: string | null
  opening: number | null
  closing: number | null
  lines: StatementLine[]
  faults: StatementFault[]
}

/** The line of the file where an element begins, which the parser notes. */
const rowOf = (element: Element): number => (element as Element & { lineNumber?: number }).lineNumber ?? 1

function readPage(statement: Element): Page {
  const account =
    textAt(statement, 'Acct', 'Id', 'IBAN') ?? textAt(statement, 'Acct', 'Id', 'Othr', 'Id') ?? ''
  const page: Page = {
    row: rowOf(statement),
    account: plainAccount(account).slice(0, 34),
    from: readDay(textAt(statement, 'FrToDt', 'FrDtTm')),
    to: readDay(textAt(statement, 'FrToDt', 'ToDtTm')),
    opening: null,
    closing: null,
    lines: [],
    faults: [],
  }
  if (page.account === '') page.faults.push({ row: page.row, message: 'Thiếu số tài khoản (Acct/Id).' })
  readBalances(statement, page)
  for (const entry of childElements(statement, 'Ntry')) {
    // What is only expected is not booked, and no balance has it.
    const status = (textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts') ?? 'BOOK').trim()
    if (status !== 'BOOK') continue
    const read = readEntry(entry)
    if (Array.isArray(read)) page.lines.push(...read)
    else page.faults.push(read)
  }
  return page
}

function readBalances(statement: Element, page: Page): void {
  for (const balance of childElements(statement, 'Bal')) {
    const code = (textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') ?? '').trim()
    const isOpening = code === 'OPBD' || (code === 'PRCD' && page.opening === null)
    if (!isOpening && code !== 'CLBD') continue
    const amount = readAmountOf(balance)
    if (typeof amount === 'string') page.faults.push({ row: rowOf(balance), message: amount })
    else if (isOpening) page.opening = amount
    else page.closing = amount
  }
  if (page.faults.length > 0) return
  if (page.opening === null) page.faults.push({ row: page.row, message: 'Thiếu số dư đầu kỳ (OPBD).' })
  if (page.closing === null) page.faults.push({ row: page.row, message: 'Thiếu số dư cuối kỳ (CLBD).' })
}

/** Đồng of an element with `Amt` and `CdtDbtInd`, money out below 0; or what is wrong. */
function readAmountOf(element: Element): number | string {
  const amount = elementAt(element, 'Amt')
  const currency = amount?.getAttribute('Ccy') ?? ''
  if (currency !== 'VND')
    return `Số tiền bằng ${currency.slice(0, 3) || 'loại tiền không rõ'}. Phần mềm chỉ đối soát tài khoản đồng Việt Nam.`
  const text = oneLine(amount?.textContent ?? '')
  const digits = /^(\d{1,15})(?:\.0{0,5})?$/.exec(text)?.[1]
  if (digits === undefined) return `Số tiền “${text.slice(0, 30)}” không phải số đồng nguyên.`
  const side = textAt(element, 'CdtDbtInd')?.trim()
  if (side !== 'CRDT' && side !== 'DBIT') return 'Không rõ tiền vào hay tiền ra (CdtDbtInd).'
  return side === 'CRDT' ? Number(digits) : 0 - Number(digits)
}

/** The movements of an entry: each of a batch by itself where the bank tells their amounts. */
function readEntry(entry: Element): StatementLine[] | StatementFault {
  const row = rowOf(entry)
  const amount = readAmountOf(entry)
  if (typeof amount === 'string') return { row, message: amount }
  const bookedOn =
    readDay(textAt(entry, 'BookgDt', 'Dt') ?? textAt(entry, 'BookgDt', 'DtTm')) ??
    readDay(textAt(entry, 'ValDt', 'Dt') ?? textAt(entry, 'ValDt', 'DtTm'))
  if (!bookedOn) return { row, message: 'Thiếu ngày hạch toán (BookgDt) hoặc ngày không đọc được.' }
  const reference = oneLine(textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef') ?? '')
  const line = (details: Element | null, amountVnd: number, bankReference: string): StatementLine => ({
    row: details ? rowOf(details) : row,
    bankReference: bankReference.slice(0, 100),
    bookedOn,
    amountVnd,
    description: (details && wordsOf(details)) || oneLine(textAt(entry, 'AddtlNtryInf') ?? '').slice(0, 1000),
    counterparty: details ? nameOf(details, amountVnd > 0) : '',
    balanceVnd: null,
  })
  const details = childElements(entry, 'NtryDtls').flatMap((each) => childElements(each, 'TxDtls'))
  if (details.length <= 1) return [line(details[0] ?? null, amount, reference || ownReference(details[0]))]
  const amounts = details.map(amountOfDetail)
  const sum = amounts.reduce<number>((all, each) => all + (each ?? Number.NaN), 0)
  if (Number.isNaN(sum)) return { row, message: 'Bút toán gộp không có số tiền của từng giao dịch.' }
  if (sum !== Math.abs(amount))
    return {
      row,
      message: `Các giao dịch trong bút toán gộp cộng lại ${vndText(sum)}, khác số tiền của bút toán ${vndText(Math.abs(amount))}.`,
    }
  return details.map((each, index) => {
    const own = (amounts[index] ?? 0) * Math.sign(amount)
    return line(each, own, ownReference(each) || `${reference}/${index + 1}`)
  })
}

const ownReference = (details: Element | undefined): string => {
  if (!details) return ''
  const names = ['AcctSvcrRef', 'TxId', 'EndToEndId']
  const found = names.map((name) => oneLine(textAt(details, 'Refs', name) ?? ''))
  return found.find((text) => text !== '' && text !== 'NOTPROVIDED') ?? ''
}

function amountOfDetail(details: Element): number | null {
  const amount = elementAt(details, 'Amt') ?? elementAt(details, 'AmtDtls', 'TxAmt', 'Amt')
  if (amount?.getAttribute('Ccy') !== 'VND') return null
  const digits = /^(\d{1,15})(?:\.0{0,5})?$/.exec(oneLine(amount.textContent ?? ''))?.[1]
  return digits === undefined ? null : Number(digits)
}

function wordsOf(details: Element): string {
  const remittance = elementAt(details, 'RmtInf')
  const free = remittance ? childElements(remittance, 'Ustrd').map((each) => each.textContent ?? '') : []
  const words = oneLine(free.join(' ')) || oneLine(textAt(details, 'AddtlTxInf') ?? '')
  return words.slice(0, 1000)
}

/** Who paid, or who was paid; 001.08 has a level more than 001.02. */
function nameOf(details: Element, isIn: boolean): string {
  const party = isIn ? 'Dbtr' : 'Cdtr'
  const name =
    textAt(details, 'RltdPties', party, 'Pty', 'Nm') ?? textAt(details, 'RltdPties', party, 'Nm') ?? ''
  return oneLine(name).slice(0, 200)
}
