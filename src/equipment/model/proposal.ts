import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import type { OutgoingContent } from '../../records/model/outgoing/outgoing-content.ts'
import { equipmentStates, pastDay } from './equipment.ts'
import type { PlaceLoad } from './load.ts'
import { type Shortfall, shortfallInWords } from './shortfall.ts'

const line = (most: number, missing: string) =>
  z.string().trim().normalize('NFC').min(1, missing).max(most, `Tối đa ${most} ký tự.`)

/** What the officer says: the period that is reported on, whom it goes to, and what to buy at which price (đồng each). */
export const proposalSchema = z.strictObject({
  from: pastDay,
  to: pastDay,
  addressee: line(200, 'Hãy ghi nơi nhận tờ trình.'),
  fundingSource: line(200, 'Hãy ghi nguồn kinh phí đề nghị.'),
  lines: z
    .array(
      z.strictObject({
        what: line(200, 'Hãy ghi thiết bị đề nghị mua.'),
        quantity: z.int('Hãy nhập số lượng.').min(1, 'Ít nhất 1.').max(1000, 'Tối đa 1.000.'),
        unitPriceVnd: z
          .int('Hãy nhập đơn giá, số đồng.')
          .min(1, 'Đơn giá phải lớn hơn 0.')
          .max(10_000_000_000, 'Tối đa 10 tỷ đồng.'),
      }),
    )
    .min(1, 'Hãy ghi ít nhất một thiết bị đề nghị mua.')
    .max(20, 'Tối đa 20 dòng.'),
})
export type Proposal = z.output<typeof proposalSchema>

/** What the counts say, for the paper. */
export interface ProposalFacts {
  workingDays: number
  busiestHour: { day: string; hour: number; pages: number } | null
  days: readonly { day: string; files: number; pages: number }[]
  places: readonly PlaceLoad[]
  shortfall: readonly Shortfall[]
  usablePercent: number
}

export const totalOf = (lines: Proposal['lines']) =>
  lines.reduce((sum, { quantity, unitPriceVnd }) => sum + quantity * unitPriceVnd, 0)

const count = (number: number) => number.toLocaleString('vi-VN')
const dong = (amount: number) => `${count(amount)} đồng`

/**
 * Tờ trình đề nghị bố trí kinh phí trang bị thiết bị, as the text of a draft: counts with their days, what is missing, and what the
 * officer asks for. It names no ground and no price of its own; the officer adds those in the draft.
 */
export function composeProposal(proposal: Proposal, facts: ProposalFacts): OutgoingContent {
  const { from, to, addressee, fundingSource, lines } = proposal
  const numbered = (texts: readonly string[]) => texts.map((text, index) => `${index + 1}. ${text}`)
  const body = [
    `Trên cơ sở số liệu số hóa hồ sơ, văn bản và sổ trang thiết bị ghi trên phần mềm từ ngày ${formatDate(from)} đến ngày ${formatDate(to)}, kính trình ${addressee} xem xét, bố trí kinh phí trang bị thiết bị, cụ thể như sau:`,
    'I. HIỆN TRẠNG',
    ...numbered([wholeInWords(facts), ...facts.places.map((place) => placeInWords(place, facts))]),
    'II. CHỖ CÒN THIẾU',
    ...numbered(facts.shortfall.map(shortfallInWords)),
    'III. ĐỀ NGHỊ',
    ...numbered([
      ...lines.map(
        ({ what, quantity, unitPriceVnd }) =>
          `${what}: ${String(quantity).padStart(2, '0')} × ${dong(unitPriceVnd)} = ${dong(quantity * unitPriceVnd)}.`,
      ),
      `Tổng kinh phí đề nghị: ${dong(totalOf(lines))}. Nguồn kinh phí: ${fundingSource}.`,
    ]),
    `Kính trình ${addressee} xem xét, quyết định.`,
  ]
  return {
    typeCode: 'to-trinh',
    subject: 'Về việc bố trí kinh phí trang bị thiết bị phục vụ số hóa hồ sơ, văn bản',
    bases: [],
    addressees: [addressee],
    body: body.join('\n'),
    recipients: ['Như trên'],
    signerId: null,
    collective: false,
    coSigner: null,
    urgency: 'normal',
    circulation: '',
    copies: 2,
  }
}

function wholeInWords({ days, workingDays, busiestHour }: ProposalFacts): string {
  if (days.length === 0) return `Trong ${count(workingDays)} ngày làm việc chưa số hóa tệp nào.`
  const sum = (of: (day: ProposalFacts['days'][number]) => number) =>
    days.reduce((all, day) => all + of(day), 0)
  const peak = busiestHour
    ? `; giờ cao điểm từ ${busiestHour.hour} giờ đến ${busiestHour.hour + 1} giờ ngày ${formatDate(busiestHour.day)}, ${count(busiestHour.pages)} trang`
    : ''
  return `Trong ${count(workingDays)} ngày làm việc đã số hóa ${count(sum(({ files }) => files))} tệp, ít nhất ${count(sum(({ pages }) => pages))} trang${peak}.`
}

function placeInWords(place: PlaceLoad, { usablePercent }: ProposalFacts): string {
  const scanners = place.scanners.map(
    ({ name, sheetsPerMinute, feeder, state }) =>
      `${name} (${sheetsPerMinute} tờ/phút, ${feeder ? 'có' : 'không có'} khay nạp, ${equipmentStates[state].toLowerCase()})`,
  )
  const share =
    place.usedPercent === null
      ? ''
      : `; bằng ${count(place.usedPercent)}% số trang máy quét được nếu dùng ${usablePercent}% thời gian làm việc`
  const waiting = place.waiting > 0 ? `; còn ${count(place.waiting)} giấy tờ phải số hóa chưa quét` : ''
  return `${place.placeName}: ${scanners.length > 0 ? scanners.join('; ') : 'không có máy quét'}; đã số hóa ${count(place.files)} tệp, ít nhất ${count(place.pages)} trang${share}${waiting}.`
}
