import { formatDate } from '../../../calendar/model/clock-time.ts'
import type { RegisterTable } from '../register-table.ts'
import { typeName } from './document-types.ts'
import { numberWords } from './symbols.ts'

/** A register of Phụ lục IV of Decree 30/2020/NĐ-CP: its columns in their order. */
export type RegisterForm = Pick<RegisterTable, 'title' | 'basis' | 'columns'>

/** Sổ đăng ký văn bản đi, ten columns. */
export const outgoingRegister: RegisterForm = {
  title: 'SỔ ĐĂNG KÝ VĂN BẢN ĐI',
  basis: 'Phụ lục IV, Nghị định số 30/2020/NĐ-CP',
  columns: [
    { label: 'Số, ký hiệu văn bản', share: 24 },
    { label: 'Ngày tháng văn bản', share: 20, align: 'center' },
    { label: 'Tên loại và trích yếu nội dung văn bản', share: 62 },
    { label: 'Người ký', share: 28 },
    { label: 'Nơi nhận văn bản', share: 40 },
    { label: 'Đơn vị, người nhận bản lưu', share: 26 },
    { label: 'Số lượng bản', share: 14, align: 'center' },
    { label: 'Ngày chuyển', share: 20, align: 'center' },
    { label: 'Ký nhận', share: 16 },
    { label: 'Ghi chú', share: 22 },
  ],
}

/** Sổ gửi văn bản đi bưu điện, six columns. */
export const postalBook: RegisterForm = {
  title: 'SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN',
  basis: 'Phụ lục IV, Nghị định số 30/2020/NĐ-CP',
  columns: [
    { label: 'Ngày chuyển', share: 25, align: 'center' },
    { label: 'Số, ký hiệu văn bản', share: 40 },
    { label: 'Nơi nhận văn bản', share: 90 },
    { label: 'Số lượng bì', share: 22, align: 'center' },
    { label: 'Ký nhận và dấu bưu điện', share: 50 },
    { label: 'Ghi chú', share: 45 },
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
