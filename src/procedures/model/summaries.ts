import type { Fee, TimeLimit } from '../model.ts'
import { FEE_CHANNEL_NAMES } from './fee-words.ts'

const unitNames = { hour: 'giờ làm việc', working_day: 'ngày làm việc', day: 'ngày' } as const

/** A time limit in words: "3 ngày làm việc", "Trong ngày", or that the law sets no figure. */
export function timeLimitText({ amount, unit }: TimeLimit): string {
  if (unit === 'same_day') return 'Trong ngày'
  return amount === null ? 'Theo quy định của từng trường hợp' : `${amount} ${unitNames[unit]}`
}

/** Working time in words: 500 → "8 giờ 20 phút", 45 → "45 phút", 480 → "8 giờ". */
export function durationText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return `${rest} phút`
  return rest === 0 ? `${hours} giờ` : `${hours} giờ ${rest} phút`
}

/** Fees in one line for a list: "2.000 đ/trang; tối đa 200.000 đ/bản", for which way of filing, and who sets what has no figure. */
export function feeSummary(fees: readonly Fee[]): string {
  if (fees.length === 0) return 'Không'
  return [...new Set(fees.map(feeText))].join('; ')
}

function feeText(fee: Fee): string {
  const { channel, discount } = fee
  const way = channel ? ` khi ${FEE_CHANNEL_NAMES[channel]}` : ''
  const less = discount ? `, giảm ${discount.percent}% khi nộp trực tuyến` : ''
  return `${rateText(fee)}${way}${less}`
}

/** What one unit costs: "tối đa 200.000 đ/bản". */
function rateText({ name, amountVnd, unit, rule }: Fee): string {
  // Of rates without a figure only the name tells which is which: "Lệ phí hộ tịch – đăng ký quá hạn".
  const [, which] = name.split(' – ')
  const told = which ? ` (${which})` : ''
  if (amountVnd === null) return `Theo nghị quyết HĐND cấp tỉnh${told}`
  if (amountVnd === 0) return `Miễn phí${told}`
  // The catalogue lists the ceiling of a fee among the fees.
  const ceiling = rule?.kind === 'cap' || name.startsWith('Mức thu tối đa') ? 'tối đa ' : ''
  return `${ceiling}${vnd(amountVnd)} đ/${unit}`
}

/** 1234567 → "1.234.567", as Vietnamese papers write it. */
export function vnd(amount: number): string {
  return String(amount).replaceAll(/\B(?=(\d{3})+$)/g, '.')
}
