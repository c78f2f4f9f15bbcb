import { formatDate } from '../../../calendar/model/clock-time.ts'
import type { Sheet } from '../../../platform/spreadsheet.ts'
import { typeName } from './document-types.ts'
import { numberWords } from './symbols.ts'

/** A register of Phụ lục IV of Decree 30/2020/NĐ-CP: its columns in their order, widths in millimetres on a page on its side. */
export interface RegisterForm {
  title: string
  legalBasis: string
  columns: readonly { header: string; width: number }[]
}

/** Sổ đăng ký văn bản đi, ten columns. */
export const outgoingRegister: RegisterForm = {
  title: 'SỔ ĐĂNG KÝ VĂN BẢN ĐI',
  legalBasis: 'Phụ lục IV Nghị định số 30/2020/NĐ-CP',
  columns: [
    { header: 'Số, ký hiệu văn bản', width: 24 },
    { header: 'Ngày tháng văn bản', width: 20 },
    { header: 'Tên loại và trích yếu nội dung văn bản', width: 62 },
    { header: 'Người ký', width: 28 },
    { header: 'Nơi nhận văn bản', width: 40 },
    { header: 'Đơn vị, người nhận bản lưu', width: 26 },
    { header: 'Số lượng bản', width: 14 },
    { header: 'Ngày chuyển', width: 20 },
    { header: 'Ký nhận', width: 16 },
    { header: 'Ghi chú', width: 22 },
  ],
}

/** Sổ gửi văn bản đi bưu điện, six columns. */
export const postalBook: RegisterForm = {
  title: 'SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN',
  legalBasis: 'Phụ lục IV Nghị định số 30/2020/NĐ-CP',
  columns: [
    { header: 'Ngày chuyển', width: 25 },
    { header: 'Số, ký hiệu văn bản', width: 40 },
    { header: 'Nơi nhận văn bản', width: 90 },
    { header: 'Số lượng bì', width: 22 },
    { header: 'Ký nhận và dấu bưu điện', width: 50 },
    { header: 'Ghi chú', width: 45 },
  ],
}

export interface RegisterEntry {
  number: number
  symbol: string
  datedOn: string
  /** Null on a number that was given up; its reason then stands in the notes. */
  document: {
    typeCode: string
    subject: string
    signer: string
    recipients: readonly string[]
    unit: string
    copies: number
    note: string
  } | null
  givenUp: string
  sentOn: readonly string[]
  receivedBy: readonly string[]
}

/** The ten cells of an entry. */
export function registerCells({
  number,
  symbol,
  datedOn,
  document,
  givenUp,
  sentOn,
  receivedBy,
}: RegisterEntry): string[] {
  const head = [`${numberWords(number)}/${symbol}`, formatDate(datedOn)]
  if (!document) return [...head, 'Số đã hủy', '', '', '', '', '', '', givenUp]
  return [
    ...head,
    `${typeName(document.typeCode)}: ${document.subject}`,
    document.signer,
    document.recipients.join('; '),
    document.unit ? `Văn thư; ${document.unit}` : 'Văn thư',
    String(document.copies),
    [...new Set(sentOn)].map(formatDate).join('; '),
    [...new Set(receivedBy)].filter((name) => name !== '').join('; '),
    document.note,
  ]
}

/** A register as an Excel sheet with the same columns. */
export function registerSheet(
  form: RegisterForm,
  agency: string,
  period: string,
  rows: readonly string[][],
): Sheet {
  const span = form.columns.length
  const wide = (value: string, fontSize: number, fontWeight?: 'bold') => [
    { value, columnSpan: span, align: 'center' as const, fontSize, ...(fontWeight ? { fontWeight } : {}) },
    ...Array.from({ length: span - 1 }, () => null),
  ]
  const cell = { borderStyle: 'thin' as const, alignVertical: 'top' as const, wrap: true }
  return {
    name: form.title.slice(0, 31),
    columns: form.columns.map(({ width }) => ({ width: Math.round(width / 2), style: cell })),
    head: [
      wide(agency.toUpperCase(), 12),
      wide(form.title, 14, 'bold'),
      wide(period, 11),
      form.columns.map(({ header }) => ({
        value: header,
        fontWeight: 'bold' as const,
        align: 'center' as const,
        alignVertical: 'center' as const,
        wrap: true,
        borderStyle: 'thin' as const,
      })),
      form.columns.map((_, index) => ({
        value: `(${index + 1})`,
        align: 'center' as const,
        fontStyle: 'italic' as const,
        borderStyle: 'thin' as const,
      })),
    ],
    body: rows,
  }
}
