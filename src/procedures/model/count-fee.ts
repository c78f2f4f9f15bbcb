import { AppError } from '../../platform/errors.ts'
import { type Fee, type FeeKind, feeKind } from '../model.ts'
import { vnd } from './summaries.ts'

/** What is asked for of one paper: pages of the original (null where none are counted) and copies of it. */
export interface Quantity {
  pages: number | null
  copies: number
}

/** How it is filed and by whom, for what differs by it. */
export interface FeeTerms {
  /** Filed online; any other way pays the rates of the desk. */
  online: boolean
  /** Name of the exemption that the payer proves, as the fees list it. */
  exemption?: string | undefined
}

export interface FeeRequest extends Quantity, FeeTerms {
  /** Place of a fee (from 0) → how many, where the officer says so instead of the rule. Pages are always counted. */
  times?: Readonly<Record<number, number>> | undefined
}

/** One fee as it is asked for, in đồng. `how` tells the officer in plain words how it was counted. */
export interface FeeLine {
  name: string
  kind: FeeKind
  amountVnd: number
  how: string
  basis: string
  /** Tiểu mục; empty where it is not known. */
  budgetItem: string
}

/** The fee counted, or why it cannot be: fees whose rate nobody has entered, by name; a note after it says what else is missing. */
export type CountedFee = { lines: FeeLine[]; totalVnd: number } | { lines: FeeLine[]; gaps: string[] }

/** No counter takes more in one go; a sum beyond it is a slip of the keyboard or of the catalogue. */
const mostVnd = 1_000_000_000_000

/** Whether the catalogue says how the fee is counted. */
export function hasFeeRules(fees: readonly Fee[]): boolean {
  return fees.some(({ rule }) => rule !== undefined)
}

/** Whether pages must be known for the fee. */
export function countsPages(fees: readonly Fee[]): boolean {
  return fees.some(({ rule }) => rule?.kind === 'page')
}

/** How many copies are asked for unless somebody says another number: one where copies are all that is paid for. */
export function usualCopies(fees: readonly Fee[]): number {
  const counted = fees.filter(({ rule }) => rule !== undefined)
  return counted.length > 0 && counted.every(({ rule }) => rule?.kind !== 'case') ? 1 : 0
}

/**
 * The fee for one paper, line by line, by the rules of the procedure's fees: by page of the original and copy up to a cap
 * for each copy (TT 226/2016/TT-BTC), by copy, by case. The only arithmetic of fees, in the program and on its pages.
 * Fails with invalid_input for what is no quantity, an exemption that no fee knows, and beyond any sum a counter takes.
 */
export function countFee(fees: readonly Fee[], request: FeeRequest): CountedFee {
  requireRequest(fees, request)
  const asked = fees
    .map((fee, index) => ({ fee, index }))
    .filter(({ fee }) => !fee.channel || (fee.channel === 'online') === request.online)
  const own = asked.map(({ fee }) => fee)
  const parts = asked.map(({ fee, index }): Part => {
    if (fee.rule?.kind === 'cap') return nothing
    if (fee.rule?.kind === 'page') {
      return fee === own.find(({ rule }) => rule?.kind === 'page') ? countByPage(own, request) : nothing
    }
    const times = request.times?.[index] ?? timesOf(fee, request)
    return times > 0 ? countByTimes(fee, times, request) : nothing
  })
  const lines = parts.flatMap((part) => part.lines)
  const uncounted =
    own.some(({ rule }) => rule) || request.times ? [] : own.filter((fee) => !isExempt(fee, request))
  const gaps = [
    ...parts.flatMap((part) => part.gaps),
    ...uncounted.map(({ name, amountVnd }) => (amountVnd === null ? name : `${name} (chưa có cách tính)`)),
  ]
  if (gaps.length > 0) return { lines, gaps: [...new Set(gaps)] }
  return { lines, totalVnd: sumWithin(lines.map(({ amountVnd }) => amountVnd)) }
}

/** The fees of several papers together: one line for each fee, which says paper by paper how it was counted. */
export function countFees(
  fees: readonly Fee[],
  papers: readonly (Quantity & { name?: string })[],
  terms: FeeTerms,
): CountedFee {
  const each = papers.map((paper, index) => {
    const { pages, copies, name } = paper
    return {
      called: name?.trim() || `Giấy tờ ${index + 1}`,
      counted: countFee(fees, { pages, copies, ...terms }),
    }
  })
  const told = each.flatMap(({ called, counted }) =>
    counted.lines.map((line) => ({
      ...line,
      how: papers.length > 1 ? `${called}: ${line.how} = ${vnd(line.amountVnd)} đ` : line.how,
    })),
  )
  const lines = [...Map.groupBy(told, ({ name, basis }) => `${name}\n${basis}`).values()].flatMap((same) => {
    const [first] = same
    const amountVnd = sumWithin(same.map((line) => line.amountVnd))
    return first ? [{ ...first, amountVnd, how: same.map(({ how }) => how).join('; ') }] : []
  })
  const gaps = each.flatMap(({ counted }) => ('gaps' in counted ? counted.gaps : []))
  if (gaps.length > 0) return { lines, gaps: [...new Set(gaps)] }
  return { lines, totalVnd: sumWithin(lines.map(({ amountVnd }) => amountVnd)) }
}

/** The fee in đồng for one paper brought to the desk; null when it cannot be counted: no rule, no rate, or pages not known. */
export function feeOf(fees: readonly Fee[], { pages, copies }: Quantity): number | null {
  return totalFee(fees, [{ pages, copies }])
}

/** The fees of several papers together; null when one of them cannot be counted. */
export function totalFee(fees: readonly Fee[], quantities: readonly Quantity[]): number | null {
  if (!hasFeeRules(fees)) return null
  const counted = countFees(fees, quantities, { online: false })
  return 'gaps' in counted ? null : counted.totalVnd
}

interface Part {
  lines: FeeLine[]
  gaps: string[]
}
const nothing: Part = { lines: [], gaps: [] }

/** Once for each paper, or for each copy; what has no rule is counted only when somebody says how many. */
function timesOf({ rule }: Fee, { copies }: FeeRequest): number {
  if (rule?.kind === 'copy') return copies
  return rule?.kind === 'case' ? 1 : 0
}

function countByTimes(fee: Fee, times: number, terms: FeeTerms): Part {
  const exempt = exemptionOf(fee, terms)
  if (exempt) return { lines: [lineOf(fee, { amountVnd: 0, how: exempt })], gaps: [] }
  const rate = rateOf(fee, terms)
  if (rate === null) return { lines: [], gaps: [fee.name] }
  const amountVnd = withinReach(rate * times)
  const how =
    rate === 0 ? freeWords(fee) : `${times} ${fee.unit} × ${vnd(rate)} đ${discountWords([fee], terms)}`
  return { lines: [lineOf(fee, { amountVnd, how })], gaps: [] }
}

function freeWords({ amountVnd, discount }: Fee): string {
  return amountVnd === 0 ? 'Không phải nộp' : `Giảm ${discount?.percent}% khi nộp trực tuyến`
}

/** All fees by page and the caps as one: what the citizen pays for is the copy. */
function countByPage(fees: readonly Fee[], request: FeeRequest): Part {
  const byPage = fees.filter(({ rule }) => rule?.kind === 'page')
  const caps = fees.filter(({ rule }) => rule?.kind === 'cap')
  const [first] = byPage
  if (!first || request.copies === 0) return nothing
  const whole = { ...first, name: first.name.split(' – ')[0] || first.name }
  const exempted = byPage.find((fee) => isExempt(fee, request))
  if (exempted) {
    return { lines: [lineOf(whole, { amountVnd: 0, how: exemptionOf(exempted, request) })], gaps: [] }
  }
  const open = [...byPage, ...caps].filter(({ amountVnd }) => amountVnd === null)
  if (open.length > 0) return { lines: [], gaps: open.map(({ name }) => name) }
  if (request.pages === null) return { lines: [], gaps: [`${whole.name} (chưa biết số trang)`] }
  const steps = stepsOf(byPage, request.pages, request)
  const perCopy = sumWithin(steps.map(({ pages, rate }) => pages * rate))
  const cap = Math.min(...caps.map((fee) => rateOf(fee, request) ?? Number.POSITIVE_INFINITY))
  const amountVnd = withinReach(Math.min(perCopy, cap) * request.copies)
  const how = copyWords(steps, { perCopy, cap, copies: request.copies }) + discountWords(byPage, request)
  return { lines: steps.length > 0 ? [lineOf(whole, { amountVnd, how })] : [], gaps: [] }
}

interface PageStep {
  pages: number
  rate: number
  isFirst: boolean
}

function stepsOf(byPage: readonly Fee[], pages: number, terms: FeeTerms): PageStep[] {
  return byPage
    .flatMap((fee) => {
      if (fee.rule?.kind !== 'page') return []
      const { from, to } = fee.rule
      const within = Math.max(0, Math.min(pages, to ?? pages) - from + 1)
      return [{ pages: within, rate: rateOf(fee, terms) ?? 0, isFirst: from === 1 }]
    })
    .filter((step) => step.pages > 0)
}

/** "2 trang đầu × 2.000 đ + 1 trang × 1.000 đ = 5.000 đ/bản, × 3 bản". */
function copyWords(
  steps: readonly PageStep[],
  { perCopy, cap, copies }: { perCopy: number; cap: number; copies: number },
): string {
  const counted = steps.map(
    ({ pages, rate, isFirst }) =>
      `${pages} trang${isFirst && steps.length > 1 ? ' đầu' : ''} × ${vnd(rate)} đ`,
  )
  const isCapped = perCopy > cap
  return [
    counted.join(' + ') + (copies > 1 || isCapped ? ` = ${vnd(perCopy)} đ/bản` : ''),
    ...(isCapped ? [`tối đa ${vnd(cap)} đ/bản`] : []),
    ...(copies > 1 ? [`× ${copies} bản`] : []),
  ].join(', ')
}

function lineOf(fee: Fee, { amountVnd, how }: { amountVnd: number; how: string }): FeeLine {
  const { name, basis, budgetItem = '' } = fee
  return { name, kind: feeKind(fee), amountVnd, how, basis, budgetItem }
}

/** What one unit costs now. Half a đồng and more is a whole one, as money is counted in whole đồng. */
function rateOf({ amountVnd, discount }: Fee, { online }: FeeTerms): number | null {
  if (amountVnd === null || !discount || !online) return amountVnd
  return Math.floor((amountVnd * (100 - discount.percent) + 50) / 100)
}

function discountWords(fees: readonly Fee[], { online }: FeeTerms): string {
  const percents = [
    ...new Set(fees.flatMap(({ discount }) => (discount && online ? [discount.percent] : []))),
  ]
  return percents.length > 0 ? ` (đã giảm ${percents.join('%, ')}% khi nộp trực tuyến)` : ''
}

function isExempt(fee: Fee, terms: FeeTerms): boolean {
  return exemptionOf(fee, terms) !== ''
}

/** "Miễn: hộ nghèo (giấy chứng nhận hộ nghèo)"; empty where the fee has to be paid. */
function exemptionOf({ exemptions = [] }: Fee, { exemption }: FeeTerms): string {
  const found = exemption ? exemptions.find(({ name }) => name === exemption) : undefined
  if (!found) return ''
  return found.paper ? `Miễn: ${found.name} (${found.paper})` : `Miễn: ${found.name}`
}

function requireRequest(fees: readonly Fee[], request: FeeRequest): void {
  const { pages, copies, times = {}, exemption } = request
  if (
    ![pages ?? 0, copies, ...Object.values(times)].every((count) => Number.isSafeInteger(count) && count >= 0)
  )
    throw new AppError('invalid_input', {
      detail: 'Số trang, số bản, số lần phải là số nguyên từ 0 trở lên.',
    })
  if (exemption && !fees.some((fee) => isExempt(fee, request)))
    throw new AppError('invalid_input', {
      detail: `Thủ tục này không miễn phí, lệ phí cho “${exemption.slice(0, 100)}”.`,
      fields: { exemption: 'Hãy chọn đối tượng được miễn theo danh mục.' },
    })
}

function sumWithin(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => withinReach(sum + amount), 0)
}

function withinReach(amount: number): number {
  if (amount <= mostVnd) return amount
  throw new AppError('invalid_input', {
    detail: 'Số phí quá lớn. Hãy kiểm tra lại số trang, số bản, hoặc báo quản trị xem lại mức phí.',
    fields: { originals: 'Số phí quá lớn.' },
  })
}
