import { formatDate } from '../../calendar/model/clock-time.ts'
import { addDays, type LocalDate, localDate } from '../../calendar/model/local-time.ts'
import { type PaperForm, paperForms } from './papers/forms.ts'

/** What the register says of one dossier, as it is read. */
export interface RegisterEntry {
  id: string
  code: string | null
  /** Số thứ tự: its number in the year's register, the one on its receipt; null when it was never received. */
  entry: number | null
  procedureName: string
  setCount: number
  applicantName: string
  address: string
  phone: string
  receivedAt: Date
  promisedAt: Date
  returnedAt: Date | null
  /** Who decides (column 7), where the dossier names somebody else than the office; empty otherwise. */
  decidingAgency: string
  returnMethod: string
  returnPlace: string
  collectorName: string
  papers: readonly { form: string; number: number; symbol: string; issuedAt: Date; newDate: Date | null }[]
  withdrawals: readonly { kind: string; at: Date }[]
}

/** A stretch of the register under one cover: one volume, one edition of the form. */
export interface RegisterSection {
  from: LocalDate
  to: LocalDate
  year: string
  volume: string
  form: PaperForm
}

/** Rows of one printed part: about 85 sheets, one second of the printing process. Its receipts wait no longer. */
export const registerPartSize = 1000

/** Longest period that one register may cover, in days. */
export const longestPeriod = 731

/**
 * Quyển số: one volume a year, so that the receipt's "Vào Sổ theo dõi hồ sơ, Quyển số" and the register never differ.
 * `day` is the day the dossier was received.
 */
export function registerVolume(day: LocalDate): string {
  return `01/${day.slice(0, 4)}`
}

/** The covers that a period needs: a new one with each year and with each edition of the form. */
export function registerSections(from: LocalDate, to: LocalDate): RegisterSection[] {
  const forms = paperForms.filter((form) => form.kind === 'register')
  const years = Array.from(
    { length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) },
    (_, index) => `${String(Number(from.slice(0, 4)) + index + 1).padStart(4, '0')}-01-01`,
  )
  const starts = [from, ...years, ...forms.slice(1).map((form) => form.validFrom)]
    .filter((day) => day >= from && day <= to)
    .toSorted()
  return [...new Set(starts)].flatMap((start, index, all) => {
    const next = all[index + 1]
    // Before the circular of 2018 no form was laid down; its own is the nearest.
    const form = forms.findLast((each) => each.validFrom <= start) ?? forms[0]
    if (!form) return []
    const end = next ? addDays(next, -1) : to
    return [{ from: start, to: end, year: start.slice(0, 4), volume: registerVolume(start), form }]
  })
}

/** The 13 columns of one row, as they are printed. `agency` decides where the dossier names nobody else. */
export function registerCells(entry: RegisterEntry, agency: string): string[] {
  return [
    entry.entry === null ? '–' : String(entry.entry),
    entry.code ?? 'Chưa có mã',
    entry.procedureName,
    String(entry.setCount).padStart(2, '0'),
    entry.applicantName,
    [entry.address, entry.phone].filter(Boolean).join('; '),
    entry.decidingAgency || agency,
    formatDate(localDate(entry.receivedAt)),
    entry.entry === null ? '' : formatDate(localDate(entry.promisedAt)),
    entry.returnedAt ? formatDate(localDate(entry.returnedAt)) : '',
    entry.entry === null ? '' : entry.returnPlace || returnMethodName(entry.returnMethod),
    entry.returnedAt ? entry.collectorName : '',
    registerNote(entry),
  ]
}

/** Phương thức nhận kết quả (column 11). */
function returnMethodName(method: string): string {
  if (method === 'post') return 'Bưu chính công ích'
  return method === 'online' ? 'Bản điện tử' : 'Trực tiếp'
}

/** Column 13: supplement requests, refusals, new dates, withdrawals and stops, in order of time. */
export function registerNote({ papers, withdrawals }: RegisterEntry): string {
  const lines = [
    ...papers.flatMap((paper) => {
      const words = paperWords[paper.form]
      if (!words) return []
      const day = formatDate(localDate(paper.issuedAt))
      const number = [String(paper.number).padStart(2, '0'), paper.symbol].filter(Boolean).join('/')
      const newDate = paper.newDate ? ` đến ngày ${formatDate(localDate(paper.newDate))}` : ''
      return [{ at: paper.issuedAt, text: `${words}${newDate} (số ${number} ngày ${day})` }]
    }),
    ...withdrawals.flatMap(({ kind, at }) => {
      const words = withdrawalWords[kind]
      return words ? [{ at, text: `${words} ngày ${formatDate(localDate(at))}` }] : []
    }),
  ]
  return lines
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map((line) => line.text)
    .join('; ')
}

const paperWords: Readonly<Record<string, string>> = {
  'supplement-request': 'Yêu cầu bổ sung',
  refusal: 'Từ chối tiếp nhận',
  extension: 'Xin lỗi và hẹn lại',
  'stop-notice': 'Dừng giải quyết',
}

const withdrawalWords: Readonly<Record<string, string>> = {
  withdrawal_asked: 'Công dân xin rút',
  withdrawn: 'Rút hồ sơ',
}
