import { Worker } from 'node:worker_threads'

/** What stands in a cell of the body: words, a number, a day (midnight UTC), or nothing. */
export type SheetValue = string | number | Date | null

/** How a cell looks. */
export interface SheetStyle {
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

/** A cell of the head; null where another one reaches over. */
export type SheetHeadCell = (SheetStyle & { value: string }) | null

export interface Sheet {
  /** Name on the tab, at most 31 characters. */
  name: string
  /** Width in characters and look of each column of the body. */
  columns: readonly { width: number; style: SheetStyle }[]
  /** Rows at the top, which stay in sight. */
  head: readonly (readonly SheetHeadCell[])[]
  body: readonly (readonly SheetValue[])[]
}

/**
 * An Excel file (XLSX), lying on its side. Words are written as words, never as formulas. Made in a thread of its own:
 * 20,000 rows of 13 columns take more than a second, in which the program must go on answering. The body is bare values,
 * so that little is copied to the thread.
 */
export function writeSpreadsheet(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./spreadsheet-worker.ts', import.meta.url), { workerData: sheets })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The spreadsheet thread ended early (${code}).`)))
  })
}
