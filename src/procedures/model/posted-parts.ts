import { formatDate } from '../../calendar/model/clock-time.ts'
import {
  COMPONENT_KIND_NAMES,
  type Component,
  type Fee,
  type ProcedureAgencies,
  type ProcedureCase,
  type TimeLimit,
} from '../model.ts'
import { exemptionWords } from './fee-words.ts'
import type { Posting } from './posting.ts'
import { feeSummary, timeLimitText } from './summaries.ts'

/** What visitors may know of one version of a procedure. */
export interface PostedVersion {
  version: number
  /** First and last day on which it holds (`YYYY-MM-DD`); a null end is open. */
  validFrom: string
  validTo: string | null
  name: string
  timeLimit: TimeLimit
  cases: readonly ProcedureCase[]
  /** Number and title of the declaration, where the office keeps one. */
  form: { number: string; title: string } | null
  agencies: ProcedureAgencies
  posting: Posting
  fees: readonly Fee[]
  result: string
  legalBasis: readonly string[]
  decision: string | null
}

/** One part that has to be posted, as lines of plain words; lines under a title belong to a case. */
export interface PostedPart {
  code: string
  title: string
  groups: { title: string | null; lines: string[] }[]
  /** Not known yet: nothing is said instead of something made up. */
  isMissing: boolean
}

/** Words of a component for the notice board. */
export function componentLine({ name, kind, quantity, copies, required, note }: Component): string {
  const counted = quantity === 0 ? 'xuất trình' : `${quantity} ${COMPONENT_KIND_NAMES[kind].toLowerCase()}`
  const parts = [counted, copies ? `${copies} bản sao` : '', required ? '' : 'nếu có', note ?? '']
  return `${name} (${parts.filter((part) => part !== '').join(', ')})`
}

const channelNames = {
  direct: 'Nộp trực tiếp',
  online: 'Nộp trực tuyến',
  post: 'Nộp qua dịch vụ bưu chính công ích',
} as const

const onlineLevels = {
  full: 'Dịch vụ công trực tuyến toàn trình',
  partial: 'Dịch vụ công trực tuyến một phần',
  information: 'Chỉ cung cấp thông tin trực tuyến',
} as const

/**
 * The parts of Điều 8 NĐ 63/2010/NĐ-CP (as amended by NĐ 48/2013 and NĐ 92/2017) in their order, mandatory ones first.
 * The page, the sheet on the board, the open data and the comparison of versions all say these words.
 */
export function postedParts(version: PostedVersion, officeName: string): PostedPart[] {
  const { posting, agencies } = version
  const { performer = officeName, coordinating } = posting
  const sets = posting.setCount
  const bodies = [
    `Cơ quan thực hiện: ${performer}`,
    agencies.receiving ? `Cơ quan tiếp nhận: ${agencies.receiving.name}` : '',
    agencies.deciding ? `Cơ quan có thẩm quyền quyết định: ${agencies.deciding.name}` : '',
    coordinating ? `Cơ quan phối hợp: ${coordinating}` : '',
  ].filter((line) => line !== '')
  return [
    part('trinh-tu', 'Trình tự thực hiện', posting.sequence),
    part('cach-thuc', 'Cách thức thực hiện', posting.methods && [...methodLines(posting)]),
    papersPart(version.cases),
    part('so-bo', 'Số lượng hồ sơ', sets === undefined ? undefined : [`${sets} bộ`]),
    part('thoi-han', 'Thời hạn giải quyết', [limitLine(version.timeLimit)]),
    part('doi-tuong', 'Đối tượng thực hiện', posting.subjects),
    part('co-quan', 'Cơ quan thực hiện', bodies),
    part('ket-qua', 'Kết quả thực hiện', version.result === '' ? undefined : [version.result]),
    part('phi', 'Phí, lệ phí', feeLines(version.fees)),
    part('mau-don', 'Tên mẫu đơn, mẫu tờ khai', formLines(version)),
    part('yeu-cau', 'Yêu cầu, điều kiện', requirementLines(posting)),
    part('can-cu', 'Căn cứ pháp lý', version.legalBasis.length > 0 ? version.legalBasis : undefined),
    part('quyet-dinh', 'Quyết định công bố', version.decision === null ? undefined : [version.decision]),
  ]
}

/** Titles of the parts that a procedure still lacks; for the administrator. */
export function missingParts(version: PostedVersion): string[] {
  return postedParts(version, '')
    .filter(({ isMissing }) => isMissing)
    .map(({ title }) => title)
}

function part(code: string, title: string, lines: readonly string[] | undefined): PostedPart {
  const known = lines !== undefined && lines.length > 0
  return { code, title, groups: known ? [{ title: null, lines: [...lines] }] : [], isMissing: !known }
}

function papersPart(cases: readonly ProcedureCase[]): PostedPart {
  const groups = cases.map(({ name, components }) => ({
    title: cases.length > 1 ? name : null,
    lines: components.length > 0 ? components.map(componentLine) : ['Không yêu cầu giấy tờ.'],
  }))
  return { code: 'thanh-phan', title: 'Thành phần hồ sơ', groups, isMissing: false }
}

function* methodLines({ methods = [], onlineLevel }: Posting): Iterable<string> {
  for (const { channel, description, timeLimit, fee } of methods) {
    const more = [description, timeLimit && `thời hạn ${timeLimit}`, fee && `phí, lệ phí ${fee}`].filter(
      Boolean,
    )
    yield more.length > 0 ? `${channelNames[channel]}: ${more.join('; ')}` : channelNames[channel]
  }
  if (onlineLevel) yield onlineLevels[onlineLevel]
}

function limitLine(limit: TimeLimit): string {
  const words = timeLimitText(limit)
  return limit.unit === 'same_day'
    ? `${words}; nộp sau 15 giờ thì trả kết quả vào ngày làm việc tiếp theo`
    : words
}

function feeLines(fees: readonly Fee[]): string[] {
  if (fees.length === 0) return ['Không thu phí, lệ phí.']
  return fees.map((fee) => {
    const exempt = exemptionWords(fee)
    const basis = fee.basis ? ` (${fee.basis})` : ''
    return `${fee.name}: ${feeSummary([{ ...fee, name: fee.name.replaceAll(' – ', ', ') }])}${basis}${exempt ? `; ${exempt}` : ''}`
  })
}

/** The declaration that the office keeps, and what the papers call a form. */
function formLines({ form, cases }: PostedVersion): string[] {
  if (form) return [form.number ? `${form.title} (${form.number})` : form.title]
  const named = cases.flatMap(({ components }) => components.filter(({ kind }) => kind === 'form'))
  const names = [...new Set(named.map(({ name }) => name))]
  return names.length > 0 ? names : ['Không quy định mẫu.']
}

function requirementLines({ requirements }: Posting): string[] | undefined {
  return requirements?.length === 0 ? ['Không có.'] : requirements
}

/** What one version says differently from another, part by part, in the words that are posted. */
export interface PostedDifference {
  title: string
  /** Lines that the later version no longer has, and those it has anew. */
  removed: string[]
  added: string[]
}

/** Differences between two versions as visitors see them; none when only the internal process changed. */
export function differencesInWords(before: PostedVersion, after: PostedVersion): PostedDifference[] {
  // Whoever performs it where nothing is said is the office in both.
  const office = 'Ủy ban nhân dân cấp xã'
  const old = new Map(postedParts(before, office).map((each) => [each.code, flatLines(each)]))
  const name = lineDifference('Tên thủ tục', [before.name], [after.name])
  const parts = postedParts(after, office).map((each) =>
    lineDifference(each.title, old.get(each.code) ?? [], flatLines(each)),
  )
  return [name, ...parts].filter((each) => each !== null)
}

function flatLines({ groups }: PostedPart): string[] {
  return groups.flatMap(({ title, lines }) =>
    lines.map((line) => (title === null ? line : `${title}: ${line}`)),
  )
}

/** Lines that went and came; with the same lines in another order, both are told whole. */
export function lineDifference(title: string, before: string[], after: string[]): PostedDifference | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null
  const removed = before.filter((line) => !after.includes(line))
  const added = after.filter((line) => !before.includes(line))
  return removed.length + added.length > 0
    ? { title, removed, added }
    : { title, removed: before, added: after }
}

/** "từ 01/7/2025" or "từ 01/7/2025 đến 31/12/2025". */
export function validityText({ validFrom, validTo }: { validFrom: string; validTo: string | null }): string {
  const start = `từ ${formatDate(validFrom)}`
  return validTo === null ? start : `${start} đến ${formatDate(validTo)}`
}
