import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Circulation, circulations, urgencies } from './document-fields.ts'
import type { RegisterColumn } from './register-table.ts'
import { stateName } from './states.ts'

/** The registers of incoming documents, by the word in their address. */
export const incomingRegisters = {
  'dang-ky': 'SỔ ĐĂNG KÝ VĂN BẢN ĐẾN',
  'theo-doi': 'SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN',
} as const
export type IncomingRegister = keyof typeof incomingRegisters

export const registerBasis = 'Phụ lục IV, Nghị định số 30/2020/NĐ-CP'

/** The columns of Phụ lục IV, in order and in its words. */
export const registerColumns: Readonly<Record<IncomingRegister, readonly RegisterColumn[]>> = {
  'dang-ky': [
    { label: 'Ngày đến', share: 0.075, align: 'center' },
    { label: 'Số đến', share: 0.05, align: 'center' },
    { label: 'Tác giả', share: 0.13 },
    { label: 'Số, ký hiệu văn bản', share: 0.11 },
    { label: 'Ngày tháng văn bản', share: 0.08, align: 'center' },
    { label: 'Tên loại và trích yếu nội dung văn bản', share: 0.235 },
    { label: 'Đơn vị hoặc người nhận', share: 0.12 },
    { label: 'Ngày chuyển', share: 0.075, align: 'center' },
    { label: 'Ký nhận', share: 0.055 },
    { label: 'Ghi chú', share: 0.07 },
  ],
  'theo-doi': [
    { label: 'Số đến', share: 0.06, align: 'center' },
    { label: 'Tên loại, số và ký hiệu, ngày tháng và tên cơ quan ban hành', share: 0.27 },
    { label: 'Đơn vị hoặc người nhận', share: 0.15 },
    { label: 'Thời hạn giải quyết', share: 0.09, align: 'center' },
    { label: 'Tiến độ giải quyết', share: 0.21 },
    { label: 'Số, ký hiệu văn bản trả lời', share: 0.12 },
    { label: 'Ghi chú', share: 0.1 },
  ],
}

/** One document as the registers tell of it. */
export interface RegisterFacts {
  arrivedOn: string
  arrivalNumber: number
  issuer: string
  symbol: string
  issuedOn: string
  typeName: string
  subject: string
  urgency: number
  circulation: string
  note: string
  state: string
  closedAs: string | null
  receiver: string
  forwardedOn: string | null
  dueOn: string | null
  finishedOn: string | null
  progress: string
  replies: readonly string[]
  /** Why its number was given up, or why it was registered once more. */
  remark: string
}

export function registerCells(kind: IncomingRegister, facts: RegisterFacts): string[] {
  return kind === 'dang-ky' ? arrivalCells(facts) : trackingCells(facts)
}

const dayOf = (date: string | null) => (date ? formatDate(date) : '')

function arrivalCells(facts: RegisterFacts): string[] {
  return [
    formatDate(facts.arrivedOn),
    String(facts.arrivalNumber),
    facts.issuer,
    facts.symbol,
    formatDate(facts.issuedOn),
    `${facts.typeName}: ${facts.subject}`,
    facts.receiver,
    dayOf(facts.forwardedOn),
    '',
    notes(facts),
  ]
}

function trackingCells(facts: RegisterFacts): string[] {
  return [
    String(facts.arrivalNumber),
    `${facts.typeName} số ${facts.symbol} ngày ${formatDate(facts.issuedOn)} của ${facts.issuer}`,
    facts.receiver,
    dayOf(facts.dueOn),
    [progressOf(facts), facts.progress].filter(Boolean).join('. '),
    facts.replies.join('; '),
    notes(facts),
  ]
}

function progressOf({ state, finishedOn, dueOn }: RegisterFacts): string {
  if (state !== 'finished' || !finishedOn) return stateName(state)
  const late = dueOn !== null && finishedOn > dueOn
  return `Xong ngày ${formatDate(finishedOn)}${late ? ', chậm hạn' : ''}`
}

function notes({ urgency, circulation, note, remark }: RegisterFacts): string {
  return [
    urgency > 0 ? (urgencies[urgency] ?? '') : '',
    circulation === 'none' ? '' : circulations[circulation as Circulation],
    remark,
    note,
  ]
    .filter(Boolean)
    .join('; ')
}
