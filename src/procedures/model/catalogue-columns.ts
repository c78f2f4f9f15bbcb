import { foldVietnamese } from '../../platform/search-text.ts'
import { type Component, commonCaseCode } from '../model.ts'
import { type CatalogueColumn, wordColumn } from './catalogue-column.ts'
import { checkedParts, codeOf, confidences, kinds, units, wholeNumber } from './catalogue-words.ts'
import { joinLines, joinParts, rawLines, splitLines, splitParts } from './cell-text.ts'
import { feesColumn } from './fees-column.ts'
import { postingColumns } from './posting-columns.ts'

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
    const isCommon = cases.length === 1 && only?.code === commonCaseCode && only.name === 'Trường hợp chung'
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
      joinLines(verifiedFields.map((name) => (checkedParts as Record<string, string>)[name] ?? name)),
    read(cell, entry) {
      entry.verified_fields = splitLines(cell).map((line) => {
        const code = codeOf(checkedParts, line)
        return typeof code === 'string' ? code : line
      })
    },
  },
  ...postingColumns,
  agencyColumn('Cơ quan tiếp nhận', 'receiving'),
  agencyColumn('Cơ quan quyết định', 'deciding'),
]
