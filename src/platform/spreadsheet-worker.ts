import { parentPort, workerData } from 'node:worker_threads'
import writeXlsxFile from 'write-excel-file/node'
import type { Sheet, SheetStyle, SheetValue } from './spreadsheet.ts'

/** Characters that XML cannot hold at all. */
const unwritable = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu

function cell(value: SheetValue, style: SheetStyle) {
  if (value === null) return style
  if (typeof value === 'string') return { ...style, value: value.replaceAll(unwritable, '') }
  return value instanceof Date ? { ...style, value, format: 'dd/mm/yyyy' } : { ...style, value }
}

const sheets = workerData as readonly Sheet[]
const written = writeXlsxFile(
  sheets.map(({ name, columns, head, body }) => ({
    sheet: name,
    orientation: 'landscape' as const,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: head.length,
    data: [
      ...head.map((row) => row.map((each) => each && cell(each.value, each))),
      ...body.map((row) => row.map((value, column) => cell(value, columns[column]?.style ?? {}))),
    ],
  })),
)
parentPort?.postMessage(new Uint8Array(await written.toBuffer()))
