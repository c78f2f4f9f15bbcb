import { formatDate } from '../../calendar/model/clock-time.ts'

/** What the stamp ĐẾN says (NĐ 30/2020/NĐ-CP, Phụ lục IV). */
export function composeStamp(of: {
  agency: string
  arrivalNumber: number
  arrivedOn: string
  leadName: string
}): { agency: string; number: string; date: string; forwarded: string; fileSymbol: string } {
  return {
    agency: of.agency.replace(/^UBND(?=\s)/, 'Ủy ban nhân dân'),
    number: String(of.arrivalNumber),
    date: formatDate(of.arrivedOn),
    forwarded: of.leadName,
    // Số và ký hiệu hồ sơ: written when the document is put into its work file.
    fileSymbol: '',
  }
}

/** Points from both edges of the page to the stamp: 8 mm. */
export const stampMargin = (8 / 25.4) * 72
