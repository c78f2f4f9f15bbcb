import { foldVietnamese } from '../../platform/search-text.ts'
import type { Component, Fee, ProcedureRecord } from '../model.ts'
import { joinLines, joinParts, rawLines, splitLines, splitParts } from './cell-text.ts'
import { lifeEventName, lifeEvents } from './life-events.ts'
import type { Posting } from './posting.ts'

/** A record of a catalogue file as JSON, still unchecked, built up cell by cell. */
export interface Entry {
  [name: string]: unknown
  posting: Record<string, unknown>
}

/** One column of a catalogue as a table (CSV, Excel). */
export interface CatalogueColumn {
  /** What stands in the first row; diacritics and capitals do not matter when it is read. */
  header: string
  /** Where in a JSON record its content goes, for naming the column of a problem. */
  path: string
  /** Every row has to fill it. */
  required?: boolean
  /** The part of a record that it fills; where a file lacks the column, the office's stays. Posted parts stay by themselves. */
  part?: CataloguePart
  write(record: ProcedureRecord): string
  /** Puts a cell that holds something into the entry; returns what is wrong with it. */
  read(cell: string, entry: Entry): string | undefined
}

/** Parts of a record that a file may leave out with their columns. */
export const catalogueParts = [
  'timeLimit',
  'cases',
  'fees',
  'result',
  'legalBasis',
  'decision',
  'confidence',
  'notes',
  'verifiedFields',
] as const
export type CataloguePart = (typeof catalogueParts)[number]

const units = { same_day: 'trong ngày', hour: 'giờ làm việc', working_day: 'ngày làm việc', day: 'ngày' }
const kinds = {
  original: 'bản chính',
  copy: 'bản sao',
  certified_copy: 'bản sao chứng thực',
  form: 'tờ khai',
}
const confidences = { verified: 'đã đối chiếu', known: 'theo quy định chung', check: 'chưa xác nhận' }
const channels = { direct: 'trực tiếp', online: 'trực tuyến', post: 'bưu chính' }
const levels = { full: 'toàn trình', partial: 'một phần', information: 'cung cấp thông tin' }
const parts = {
  code: 'mã',
  name: 'tên',
  time_limit: 'thời hạn',
  components: 'thành phần',
  fees: 'phí',
  result: 'kết quả',
}

/** The code of a word of one of the lists above, or what may be written. */
function codeOf<Code extends string>(words: Record<Code, string>, cell: string): Code | { problem: string } {
  const wanted = foldVietnamese(cell)
  const found = Object.entries<string>(words).find(([, word]) => foldVietnamese(word) === wanted)
  if (found) return found[0] as Code
  return {
    problem: `Không hiểu “${cell.slice(0, 60)}”; hãy ghi một trong: ${Object.values(words).join(', ')}.`,
  }
}

/** A column whose cell is one word of a list. */
function wordColumn<Code extends string>(
  column: Pick<CatalogueColumn, 'header' | 'path' | 'part'>,
  words: Record<Code, string>,
  place: { get(record: ProcedureRecord): Code | undefined; set(entry: Entry, code: Code): void },
): CatalogueColumn {
  return {
    ...column,
    write(record) {
      const code = place.get(record)
      return code === undefined ? '' : words[code]
    },
    read(cell, entry) {
      const code = codeOf(words, cell)
      if (typeof code !== 'string') return code.problem
      place.set(entry, code)
    },
  }
}

/** A column of the posted parts that holds lines, or one line. */
function postingColumn(header: string, name: keyof Posting & string, isList: boolean): CatalogueColumn {
  return {
    header,
    path: `posting.${name}`,
    write({ posting }) {
      const value = posting[name]
      if (value === undefined) return ''
      return isList ? joinLines(value as string[]) : String(value)
    },
    read(cell, entry) {
      entry.posting[name] = isList ? splitLines(cell) : cell
    },
  }
}

function wholeNumber(cell: string): number | { problem: string } {
  return /^\d{1,9}$/.test(cell)
    ? Number(cell)
    : { problem: `“${cell.slice(0, 60)}” không phải là số nguyên.` }
}

/** `name | kind | quantity | required | copies | code of paper | to scan | note`. */
function componentLine(component: Component): string {
  const { name, kind, quantity, required, copies, paperCode = '', mustScan, note = '' } = component
  return joinParts([
    name,
    kinds[kind],
    String(quantity),
    required ? 'bắt buộc' : 'nếu có',
    copies === undefined ? '' : String(copies),
    paperCode,
    mustScan === undefined ? '' : mustScan ? 'phải số hóa' : 'không số hóa',
    note,
  ])
}

function readComponent(line: string): Record<string, unknown> | string {
  const [name = '', kind = '', quantity = '1', required = 'bắt buộc', copies, paperCode, mustScan, note] =
    splitParts(line)
  const code = codeOf(kinds, kind)
  if (typeof code !== 'string') return `${name.slice(0, 60)}: loại giấy tờ. ${code.problem}`
  const counts = [quantity, copies || '0'].map(wholeNumber)
  if (counts.some((count) => typeof count !== 'number'))
    return `${name.slice(0, 60)}: số lượng phải là số nguyên.`
  return {
    name,
    kind: code,
    quantity: counts[0],
    required: foldVietnamese(required) !== 'neu co',
    ...(copies ? { copies: counts[1] } : {}),
    ...(paperCode ? { paperCode } : {}),
    ...(mustScan ? { mustScan: foldVietnamese(mustScan) === 'phai so hoa' } : {}),
    ...(note ? { note } : {}),
  }
}

const papersColumn: CatalogueColumn = {
  header: 'Thành phần hồ sơ',
  path: 'components',
  part: 'cases',
  write({ cases }) {
    const [only] = cases
    const isCommon = cases.length === 1 && only?.code === 'chung' && only.name === 'Trường hợp chung'
    return cases
      .flatMap(({ code, name, components }) => [
        ...(isCommon ? [] : [`# ${joinParts([name, code])}`]),
        ...components.map(componentLine),
      ])
      .join('\n')
  },
  read(cell, entry) {
    const cases: { code: string; name: string; components: unknown[] }[] = []
    const components: unknown[] = []
    for (const line of rawLines(cell)) {
      if (line.startsWith('#')) {
        const [name = '', code = ''] = splitParts(line.slice(1))
        cases.push({
          name,
          code: code || foldVietnamese(name).replaceAll(' ', '-').slice(0, 80),
          components: [],
        })
        continue
      }
      const component = readComponent(line)
      if (typeof component === 'string') return component
      ;(cases.at(-1)?.components ?? components).push(component)
    }
    if (cases.length > 0 && components.length > 0) {
      return 'Khi chia theo trường hợp (dòng bắt đầu bằng #), mọi giấy tờ phải nằm dưới một trường hợp.'
    }
    if (cases.length > 0) entry.cases = cases
    entry.components = cases[0]?.components ?? components
  },
}

const feesColumn: CatalogueColumn = {
  header: 'Phí, lệ phí',
  path: 'fees',
  part: 'fees',
  write: ({ fees }) => fees.map(feeLine).join('\n'),
  read(cell, entry) {
    const fees: unknown[] = []
    for (const line of rawLines(cell)) {
      const [name = '', amount = '', unit = '', basis = ''] = splitParts(line)
      const isOpen = foldVietnamese(amount) === 'hdnd tinh'
      const vnd = isOpen ? null : wholeNumber(amount.replaceAll('.', ''))
      if (vnd !== null && typeof vnd !== 'number') return `${name.slice(0, 60)}: mức thu. ${vnd.problem}`
      fees.push({ name, amount_vnd: vnd, unit, basis })
    }
    entry.fees = fees
  },
}

/** `name | amount in đồng, or HĐND tỉnh | unit | basis`. */
function feeLine({ name, amountVnd, unit, basis }: Fee): string {
  return joinParts([name, amountVnd === null ? 'HĐND tỉnh' : String(amountVnd), unit, basis])
}

const methodsColumn: CatalogueColumn = {
  header: 'Cách thức thực hiện',
  path: 'posting.methods',
  write: ({ posting }) =>
    (posting.methods ?? [])
      .map(({ channel, timeLimit, fee, description }) =>
        joinParts([channels[channel], timeLimit, fee, description]),
      )
      .join('\n'),
  read(cell, entry) {
    const methods: unknown[] = []
    for (const line of rawLines(cell)) {
      const [channel = '', timeLimit = '', fee = '', description = ''] = splitParts(line)
      const code = codeOf(channels, channel)
      if (typeof code !== 'string') return code.problem
      methods.push({ channel: code, timeLimit, fee, description })
    }
    entry.posting.methods = methods
  },
}

function agencyColumn(header: string, which: 'receiving' | 'deciding'): CatalogueColumn {
  return {
    header,
    path: `agencies.${which}`,
    write({ agencies }) {
      const agency = agencies[which]
      return agency ? joinParts([agency.name, agency.code]) : ''
    },
    read(cell, entry) {
      const [name = '', code = ''] = splitParts(cell)
      entry.agencies = { ...Object(entry.agencies), [which]: { name, code } }
    },
  }
}

const limitColumns: readonly CatalogueColumn[] = [
  {
    header: 'Thời hạn',
    path: 'time_limit.amount',
    part: 'timeLimit',
    write: ({ timeLimit }) =>
      timeLimit.amount === null || timeLimit.unit === 'same_day' ? '' : String(timeLimit.amount),
    read(cell, entry) {
      const amount = wholeNumber(cell)
      if (typeof amount !== 'number') return amount.problem
      entry.time_limit = { unit: 'working_day', ...Object(entry.time_limit), amount }
    },
  },
  wordColumn({ header: 'Đơn vị thời hạn', path: 'time_limit.unit' }, units, {
    get: ({ timeLimit }) => timeLimit.unit,
    set(entry, unit) {
      const { amount } = Object(entry.time_limit) as { amount?: number | null }
      entry.time_limit = { amount: unit === 'same_day' ? 0 : (amount ?? null), unit }
    },
  }),
]

const lifeEventColumn: CatalogueColumn = {
  header: 'Sự kiện trong đời',
  path: 'posting.lifeEvents',
  write: ({ posting }) => joinLines((posting.lifeEvents ?? []).map((code) => lifeEventName(code) ?? code)),
  read(cell, entry) {
    entry.posting.lifeEvents = splitLines(cell).map(
      (line) => lifeEvents.find(({ name }) => foldVietnamese(name) === foldVietnamese(line))?.code ?? line,
    )
  },
}

const requirementsColumn: CatalogueColumn = {
  ...postingColumn('Yêu cầu, điều kiện', 'requirements', true),
  write: ({ posting }) =>
    posting.requirements?.length === 0 ? 'Không có' : joinLines(posting.requirements ?? []),
  read(cell, entry) {
    entry.posting.requirements = foldVietnamese(cell) === 'khong co' ? [] : splitLines(cell)
  },
}

const setCountColumn: CatalogueColumn = {
  ...postingColumn('Số bộ hồ sơ', 'setCount', false),
  read(cell, entry) {
    const count = wholeNumber(cell)
    if (typeof count !== 'number') return count.problem
    entry.posting.setCount = count
  },
}

function textColumn(
  header: string,
  path: 'name' | 'field' | 'result' | 'decision' | 'notes',
): CatalogueColumn {
  return {
    header,
    path,
    ...(path === 'name' || path === 'field' ? { required: true } : { part: path }),
    write: (record) => record[path] ?? '',
    read(cell, entry) {
      entry[path] = cell
    },
  }
}

/** The columns in the order of the template. Their headers are part of the format: they are added to, never renamed. */
export const catalogueColumns: readonly CatalogueColumn[] = [
  {
    header: 'Mã thủ tục',
    path: 'code',
    write: ({ code }) => code ?? '',
    read(cell, entry) {
      // Local forms carry the province and a service index behind the national code: 2.000815.000.00.00.H55.02.
      entry.code = /^([1-9]\.\d{6})(\.\d{2,3}|\.[A-Z]\d{2})*$/.exec(cell)?.[1] ?? cell
    },
  },
  textColumn('Tên thủ tục', 'name'),
  textColumn('Lĩnh vực', 'field'),
  ...limitColumns,
  papersColumn,
  feesColumn,
  textColumn('Kết quả', 'result'),
  {
    header: 'Căn cứ pháp lý',
    path: 'legal_basis',
    part: 'legalBasis',
    write: ({ legalBasis }) => joinLines(legalBasis),
    read(cell, entry) {
      entry.legal_basis = splitLines(cell.replaceAll(';', '\n'))
    },
  },
  textColumn('Quyết định công bố', 'decision'),
  wordColumn({ header: 'Độ tin cậy', path: 'confidence', part: 'confidence' }, confidences, {
    get: ({ confidence }) => confidence,
    set(entry, code) {
      entry.confidence = code
    },
  }),
  textColumn('Ghi chú', 'notes'),
  {
    header: 'Phần đã đối chiếu',
    path: 'verified_fields',
    part: 'verifiedFields',
    write: ({ verifiedFields }) =>
      joinLines(verifiedFields.map((name) => (parts as Record<string, string>)[name] ?? name)),
    read(cell, entry) {
      entry.verified_fields = splitLines(cell).map((line) => {
        const code = codeOf(parts, line)
        return typeof code === 'string' ? code : line
      })
    },
  },
  postingColumn('Trình tự thực hiện', 'sequence', true),
  methodsColumn,
  setCountColumn,
  postingColumn('Đối tượng thực hiện', 'subjects', true),
  postingColumn('Cơ quan thực hiện', 'performer', false),
  postingColumn('Cơ quan phối hợp', 'coordinating', false),
  requirementsColumn,
  postingColumn('Mã kết quả', 'resultCodes', true),
  wordColumn({ header: 'Dịch vụ công trực tuyến', path: 'posting.onlineLevel' }, levels, {
    get: ({ posting }) => posting.onlineLevel,
    set(entry, code) {
      entry.posting.onlineLevel = code
    },
  }),
  postingColumn('Từ khóa', 'keywords', true),
  lifeEventColumn,
  agencyColumn('Cơ quan tiếp nhận', 'receiving'),
  agencyColumn('Cơ quan quyết định', 'deciding'),
]
