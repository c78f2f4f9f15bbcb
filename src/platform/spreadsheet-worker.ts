import { parentPort, workerData } from 'node:worker_threads'
import writeXlsxFile from 'write-excel-file/node'
import type { Sheet } from './spreadsheet.ts'

/** Characters that XML cannot hold at all. */
const unwritable = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu

function cell(each: Sheet['rows'][number][number]) {
  if (typeof each === 'string') return each.replaceAll(unwritable, '')
  return each instanceof Date ? { value: each, format: 'dd/mm/yyyy' } : each
}

const sheets = workerData as readonly Sheet[]
const written = writeXlsxFile(
  sheets.map(({ name, widths, stickyRows, rows }) => ({
    sheet: name,
    orientation: 'landscape' as const,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: stickyRows,
    data: rows.map((row) => row.map(cell)),
  })),
)
parentPort?.postMessage(new Uint8Array(await written.toBuffer()))
