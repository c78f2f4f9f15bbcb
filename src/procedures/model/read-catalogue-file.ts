import type { FileHandle } from 'node:fs/promises'

import { officeProblem } from '../../files/model/content-checks.ts'
import { readAt, unpacksWithin } from '../../platform/zip-directory.ts'
import { type ReadCatalogue, readCatalogueJson, readCatalogueTable } from './catalogue-table.ts'

/** Largest file that is read, in bytes, and the most that an Excel file may unpack to. */
export const largestCatalogue = 8 * 2 ** 20
const largestUnpacked = 64 * 2 ** 20
const mostRows = 20_000

/** What a catalogue file is, as far as its content shows. */
export type CatalogueFormat = 'json' | 'csv' | 'xlsx'

export const catalogueMediaTypes: Readonly<Record<CatalogueFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

function refused(message: string): ReadCatalogue {
  return { records: [], problems: [{ severity: 'error', row: null, column: null, message }], kept: [] }
}

/** The format by the first bytes: a ZIP is Excel, a bracket begins JSON, anything else is read as CSV. */
export function formatOf(head: Uint8Array): CatalogueFormat {
  if (head[0] === 0x50 && head[1] === 0x4b) return 'xlsx'
  const text = new TextDecoder().decode(head.subarray(0, 200)).replace(/^\uFEFF/, '')
  return /^\s*[[{]/.test(text) ? 'json' : 'csv'
}

/** Reads a catalogue file whole and checks it; whatever is wrong comes back as problems, never as an error. */
export async function readCatalogueFile(file: FileHandle): Promise<ReadCatalogue> {
  const { size } = await file.stat()
  if (size === 0) return refused('Tệp rỗng. Hãy chọn lại tệp.')
  if (size > largestCatalogue) return refused('Tệp lớn hơn 8 MB. Hãy chia thành nhiều tệp.')
  const bytes = await readAt(file, 0, size)
  const format = formatOf(bytes)
  const read = format === 'xlsx' ? await readExcel(file, bytes) : await readText(bytes, format)
  return read.records.length > mostRows ? refused(`Tệp có hơn ${mostRows} thủ tục. Hãy chia nhỏ.`) : read
}

async function readText(bytes: Uint8Array, format: 'json' | 'csv'): Promise<ReadCatalogue> {
  const text = decodeUtf8(bytes)
  if (text === null || text.includes('\u0000')) {
    return refused('Không đọc được tệp. Hãy lưu lại dạng CSV UTF-8, JSON hoặc Excel (.xlsx).')
  }
  if (format === 'csv') return readCsv(text)
  try {
    return readCatalogueJson(JSON.parse(text))
  } catch {
    return refused('Tệp JSON bị lỗi cú pháp. Hãy xuất lại tệp.')
  }
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

async function readCsv(text: string): Promise<ReadCatalogue> {
  const { default: papa } = await import('papaparse')
  const { data, errors } = papa.parse<string[]>(text, { delimitersToGuess: [',', ';', '\t'] })
  const broken = errors.find(({ type }) => type === 'Quotes')
  if (broken)
    return refused(`Dấu ngoặc kép không khép ở dòng ${(broken.row ?? 0) + 1}. Hãy xuất lại tệp CSV.`)
  // Our own files mark what a spreadsheet would run as a formula with an apostrophe.
  return readCatalogueTable(data.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ''))))
}

async function readExcel(file: FileHandle, bytes: Buffer): Promise<ReadCatalogue> {
  const problem = await officeProblem(file, 'xlsx')
  if (problem === 'macros')
    return refused('Tệp Excel có macro nên bị từ chối. Hãy lưu lại dạng .xlsx không macro.')
  if (problem !== null) return refused('Tệp Excel bị hỏng, có mật khẩu hoặc không phải .xlsx.')
  if (!(await unpacksWithin(bytes, largestUnpacked))) {
    return refused('Tệp Excel phình ra quá lớn khi mở nên bị từ chối. Hãy xuất lại tệp.')
  }
  const { readSheet } = await import('read-excel-file/node')
  try {
    // Numbers stay as written: 1.001200 is a code and not 1.0012.
    const rows = await readSheet<string>(bytes, { parseNumber: (text: string) => text })
    return readCatalogueTable(rows.map((row) => row.map(cellText)))
  } catch {
    return refused('Không đọc được bảng tính đầu tiên của tệp. Hãy dùng tệp mẫu.')
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}
