import { formatDate } from '../../calendar/model/clock-time.ts'
import type { Sheet, SheetHeadCell, SheetStyle, SheetValue } from '../../platform/spreadsheet.ts'

export interface RegisterColumn {
  label: string
  /** Share of the width of the sheet. */
  share: number
  align?: 'center'
}

/** A register (sổ) or report as the decree lays it out: its title, its columns in order, and its rows as text. */
export interface RegisterTable {
  title: string
  /** Of what it is the list, where the title alone does not say. */
  subject?: string
  /** Where the form comes from. */
  basis: string
  columns: readonly RegisterColumn[]
  rows: readonly (readonly string[])[]
  from: string
  to: string
  agency: string
}

/** What `templates/document-register.typ` prints, with a cover, so that it can be bound. */
export function registerPaper(table: RegisterTable) {
  const { title, subject = '', basis, columns, rows, from, to, agency } = table
  return {
    title,
    subject,
    basis,
    agency,
    years: from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)} - ${to.slice(0, 4)}`,
    from: formatDate(from),
    to: formatDate(to),
    columns: columns.map(({ label, share, align }) => ({ label, share, align: align ?? 'left' })),
    rows,
  }
}

const plainHead: SheetStyle = { align: 'center', alignVertical: 'center', wrap: true, borderStyle: 'thin' }

const head = (value: string): SheetHeadCell => ({ ...plainHead, value, fontWeight: 'bold' })

/** The same as a sheet; days are written as days and whole numbers as numbers, so that it can be sorted and counted. */
export function registerSheet(table: RegisterTable, name: string): Sheet {
  const { title, subject, basis, columns, rows, from, to, agency } = table
  return {
    name,
    columns: columns.map(({ share, align }) => ({
      width: Math.max(6, Math.round(share * 170)),
      style: { alignVertical: 'top', borderStyle: 'thin', wrap: true, ...(align ? { align } : {}) },
    })),
    head: [
      [{ value: agency.toUpperCase(), fontWeight: 'bold' }],
      [{ value: title, fontWeight: 'bold', fontSize: 16 }],
      ...(subject ? [[{ value: subject }]] : []),
      [{ value: `Từ ngày ${formatDate(from)} đến ngày ${formatDate(to)}. ${basis}` }],
      columns.map(({ label }) => head(label)),
      columns.map((_, index) => ({ ...plainHead, value: `(${index + 1})`, fontStyle: 'italic' as const })),
    ],
    body: rows.map((row) => row.map(cellOf)),
  }
}

function cellOf(text: string): SheetValue {
  if (text === '') return null
  const day = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  if (day) return new Date(`${day[3]}-${day[2]}-${day[1]}T00:00:00Z`)
  return /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text
}
