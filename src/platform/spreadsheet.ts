import { Worker } from 'node:worker_threads'

/** What stands in a cell: words, a number, a day (midnight UTC), or nothing; or the same with how it looks. */
export type SheetCell = string | number | Date | null | StyledCell

export interface StyledCell {
  value?: string | number | Date
  format?: string
  fontWeight?: 'bold'
  fontStyle?: 'italic'
  fontSize?: number
  align?: 'left' | 'center' | 'right'
  alignVertical?: 'top' | 'center'
  wrap?: boolean
  columnSpan?: number
  rowSpan?: number
  borderStyle?: 'thin'
}

export interface Sheet {
  /** Name on the tab, at most 31 characters. */
  name: string
  /** Widths in characters. */
  widths: readonly number[]
  /** Rows at the top that stay in sight. */
  stickyRows: number
  rows: readonly (readonly SheetCell[])[]
}

/**
 * An Excel file (XLSX), lying on its side. Words are written as words, never as formulas. Made in a thread of its own:
 * 20,000 rows of 13 columns take about a second, in which the program must go on answering.
 */
export function writeSpreadsheet(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./spreadsheet-worker.ts', import.meta.url), { workerData: sheets })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The spreadsheet thread ended early (${code}).`)))
  })
}
