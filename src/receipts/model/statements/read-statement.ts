import { type FileHandle, open } from 'node:fs/promises'
import { officeProblem } from '../../../files/model/content-checks.ts'
import { isXmlFault, parseXml } from '../../../platform/xml.ts'
import { readAt, unpacksWithin } from '../../../platform/zip-directory.ts'
import type { Cell } from './cell-values.ts'
import { checkStatement } from './check-statement.ts'
import { decodeText } from './decode-text.ts'
import { readCamt } from './read-camt.ts'
import { isMt940, readMt940 } from './read-mt940.ts'
import { headingScore, readTable } from './read-table.ts'
import { type ReadStatement, refuse } from './statement.ts'

/** Largest statement that is read, and the most that an Excel file may unpack to (bytes). */
export const largestStatement = 7 * 2 ** 20
const largestUnpacked = 64 * 2 ** 20

/**
 * Reads a bank statement of any of the known forms, told by its content and not by its name. What is wrong comes back with its row in
 * plain words; does not throw on anything that may be in a file. `today`: `YYYY-MM-DD`.
 */
export async function readStatement(path: string, today: string): Promise<ReadStatement> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size === 0) return refuse('Tệp rỗng.')
    if (size > largestStatement) return refuse('Tệp lớn hơn 7 MB. Hãy tải sao kê theo từng tháng.')
    const bytes = await readAt(file, 0, size)
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
    const problem = isZip ? await excelProblem(file, bytes) : null
    if (problem) return refuse(problem)
    const read = isZip ? await readExcel(bytes) : await readText(bytes)
    return read.ok ? checkStatement(read.statement, today) : read
  } finally {
    await file.close()
  }
}

/** Why an Excel file is not opened; null where it may be. */
async function excelProblem(file: FileHandle, bytes: Buffer): Promise<string | null> {
  const problem = await officeProblem(file, 'xlsx')
  if (problem === 'macros') return 'Tệp Excel có macro nên bị từ chối. Hãy tải lại sao kê từ ngân hàng.'
  if (problem === 'damaged' || problem === 'archive')
    return 'Tệp Excel bị đứt, có mật khẩu hoặc không phải .xlsx.'
  const fits = problem === null && (await unpacksWithin(bytes, largestUnpacked))
  return fits ? null : 'Tệp Excel phình ra quá lớn khi mở nên bị từ chối.'
}

async function readExcel(bytes: Buffer): Promise<ReadStatement> {
  const { readSheet } = await import('read-excel-file/node')
  try {
    const rows = await readSheet<{ number: string }>(bytes, { parseNumber: (number: string) => ({ number }) })
    return readTable(
      rows.map((row) => row.map(cellOf)),
      'xlsx',
    )
  } catch {
    return refuse('Không đọc được trang tính đầu tiên của tệp Excel.')
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : { day: value.toISOString().slice(0, 10) }
  if (typeof value === 'object' && 'number' in value) return { number: String(value.number) }
  return String(value).normalize('NFC')
}

async function readText(bytes: Uint8Array): Promise<ReadStatement> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    return refuse('Tệp Excel đời cũ (.xls). Hãy mở bằng Excel rồi lưu lại dạng .xlsx.')
  if (bytes[0] === 0x25 && bytes[1] === 0x50)
    return refuse('Tệp PDF không đối soát được. Hãy tải sao kê dạng Excel hoặc CSV từ ngân hàng.')
  const text = decodeText(bytes)
  if (text === null) return refuse('Không đọc được tệp. Hãy tải sao kê dạng Excel, CSV, MT940 hoặc CAMT.053.')
  const head = text.slice(0, 2000)
  if (/<(?:!doctype\s+html|html|head|body|table|meta)\b/i.test(head))
    return refuse(
      'Tệp này là trang web đặt tên như tệp Excel. Hãy mở bằng Excel rồi lưu lại dạng Excel Workbook (.xlsx).',
    )
  if (/^\s*</.test(head)) {
    const root = parseXml(text, { marks: 1_000_000 })
    return isXmlFault(root) ? refuse(root.detail, root.line) : readCamt(root)
  }
  return isMt940(text) ? readMt940(text) : readCsv(text)
}

/** The sign between cells is the one with which the heading is found; in the bank's lines above it there may be others. */
async function readCsv(text: string): Promise<ReadStatement> {
  const { default: papa } = await import('papaparse')
  const cuts = [',', ';', '\t', '|'].map((delimiter) => {
    const { data } = papa.parse<string[]>(text, { delimiter, preview: 100 })
    return { delimiter, score: headingScore(data) }
  })
  const best = cuts.reduce((one, other) => (other.score > one.score ? other : one))
  const { data, errors } = papa.parse<string[]>(text, { delimiter: best.delimiter })
  const broken = errors.find(({ type }) => type === 'Quotes')
  if (broken)
    return refuse('Dấu ngoặc kép không khép; tệp có thể bị đứt. Hãy tải lại sao kê.', (broken.row ?? 0) + 1)
  // Excel keeps long numbers as ="0123" and some banks mark text with an apostrophe.
  const plain = (cell: string) => /^="(.*)"$/.exec(cell)?.[1] ?? cell.replace(/^'(?=[=+\-@\d])/, '')
  return readTable(
    data.map((row) => row.map(plain)),
    'csv',
  )
}
