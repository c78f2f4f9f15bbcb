import { foldVietnamese } from '../../platform/search-text.ts'
import type { ProcedureRecord } from '../model.ts'
import { parseCatalogue } from './catalogue.ts'
import type { CatalogueColumn, CataloguePart, Entry } from './catalogue-column.ts'
import { catalogueColumns } from './catalogue-columns.ts'

/** Something wrong in a catalogue file, with its place for whoever has the file open. */
export interface FileProblem {
  severity: 'error' | 'warning'
  /** Row of the table, the header being 1; of JSON the record, the first being 1. Null: the whole file. */
  row: number | null
  column: string | null
  message: string
}

/** A catalogue file as read: with any error nothing of it is taken. */
export interface ReadCatalogue {
  records: ProcedureRecord[]
  problems: FileProblem[]
  /** Parts of which the file has no column: what the office has stays. */
  kept: CataloguePart[]
}

/** The table of a catalogue, header first; the same records read from it are the same again. */
export function catalogueTable(records: readonly ProcedureRecord[]): string[][] {
  const header = catalogueColumns.map((column) => column.header)
  return [header, ...records.map((record) => catalogueColumns.map((column) => column.write(record)))]
}

/** Reads a table whose first row names its columns, in any order. */
export function readCatalogueTable(rows: readonly (readonly string[])[]): ReadCatalogue {
  const [header = [], ...body] = rows
  const { columns, problems } = readHeader(header)
  if (problems.length > 0) return { records: [], problems, kept: [] }
  const entries: Placed[] = []
  for (const [index, cells] of body.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue
    const { entry, wrong } = readRow(columns, cells)
    problems.push(...wrong.map((each) => ({ severity: 'error' as const, row: index + 2, ...each })))
    if (wrong.length === 0) entries.push({ entry, row: index + 2 })
  }
  const kept = catalogueColumns.flatMap((column) =>
    column.part && !columns.includes(column) ? [column.part] : [],
  )
  return { ...checkEntries(entries, problems), kept }
}

interface Placed {
  entry: Record<string, unknown>
  row: number
}

function readHeader(header: readonly string[]) {
  const problems: FileProblem[] = []
  const columns = header.map((text) => {
    const found = catalogueColumns.find((column) => foldVietnamese(column.header) === foldVietnamese(text))
    if (!found && text.trim() !== '') {
      problems.push(
        headerProblem(text, 'Cột này không có trong mẫu. Hãy bỏ cột hoặc sửa tên cho đúng tệp mẫu.'),
      )
    }
    return found
  })
  for (const column of catalogueColumns) {
    const count = columns.filter((each) => each === column).length
    if (count > 1) problems.push(headerProblem(column.header, 'Cột này có hai lần. Hãy bỏ bớt một.'))
    if (count === 0 && (column.required || column.path === 'code'))
      problems.push(headerProblem(column.header, 'Thiếu cột này.'))
  }
  return { columns, problems }
}

function headerProblem(column: string, message: string): FileProblem {
  return { severity: 'error', row: 1, column: column.slice(0, 100), message }
}

function readRow(columns: readonly (CatalogueColumn | undefined)[], cells: readonly string[]) {
  const entry: Entry = { ...emptyEntry(), posting: {} }
  const wrong: { column: string; message: string }[] = []
  for (const [index, column] of columns.entries()) {
    if (!column) continue
    const cell = (cells[index] ?? '').normalize('NFC').trim()
    if (cell === '') {
      if (column.required) wrong.push({ column: column.header, message: 'Ô này không được để trống.' })
      continue
    }
    const message = column.read(cell, entry)
    if (message !== undefined) wrong.push({ column: column.header, message })
  }
  return { entry, wrong }
}

function emptyEntry() {
  return {
    code: null,
    time_limit: { amount: null, unit: 'working_day' },
    components: [],
    fees: [],
    result: '',
    legal_basis: [],
    confidence: 'known',
    notes: null,
    decision: null,
    verified_fields: [],
  }
}

/** Reads a catalogue that is a list of JSON records. */
export function readCatalogueJson(json: unknown): ReadCatalogue {
  if (!Array.isArray(json)) {
    const message = 'Tệp JSON phải là một danh sách các thủ tục.'
    return { records: [], problems: [{ severity: 'error', row: null, column: null, message }], kept: [] }
  }
  return checkEntries(
    json.map((entry, index) => ({ entry: Object(entry), row: index + 1 })),
    [],
  )
}

/** Checks records against the format and against each other. */
function checkEntries(placed: readonly Placed[], before: readonly FileProblem[]): ReadCatalogue {
  const { records, problems } = parseCatalogue(placed.map(({ entry }) => entry))
  const ofFormat = problems.map(({ severity, path, message }) => {
    const [, index = '', place = ''] = /^\[(\d+)\]\.?(.*)$/.exec(path) ?? []
    return { severity, row: placed[Number(index)]?.row ?? null, column: columnAt(place), message }
  })
  return { records, problems: [...before, ...ofFormat, ...contradictions(placed)], kept: [] }
}

/** Header of the column that a path of a JSON record comes from; the path itself where there is none. */
function columnAt(path: string): string | null {
  if (path === '') return null
  const plain = path.replaceAll(/\[\d+\]/g, '')
  const found =
    catalogueColumns.find((column) => plain === column.path || plain.startsWith(`${column.path}.`)) ??
    catalogueColumns.find((column) => column.path.startsWith(`${plain}.`))
  return found?.header ?? (plain.startsWith('cases') ? 'Thành phần hồ sơ' : path)
}

/** Codes that say two things: one name under two codes, one code in two fields, a name once with its code and once without. */
function contradictions(placed: readonly Placed[]): FileProblem[] {
  const problems: FileProblem[] = []
  const byName = new Map<string, { code: unknown; row: number }>()
  const byCode = new Map<unknown, { field: string; row: number }>()
  for (const { entry, row } of placed) {
    const { code = null } = entry
    const add = (severity: FileProblem['severity'], column: string, message: string) =>
      problems.push({ severity, row, column, message })
    const name = foldVietnamese(String(entry.name ?? ''))
    const named = byName.get(name)
    if (named && named.code !== code) {
      add('error', 'Mã thủ tục', `Mâu thuẫn với dòng ${named.row}: cùng tên nhưng mã khác nhau.`)
    } else if (code === null) {
      add('warning', 'Mã thủ tục', 'Thiếu mã quốc gia; thủ tục được nhận biết theo tên.')
    }
    if (!named) byName.set(name, { code, row })
    if (code === null) continue
    const field = foldVietnamese(String(entry.field ?? ''))
    const coded = byCode.get(code)
    if (coded && coded.field !== field) {
      add('error', 'Mã thủ tục', `Mâu thuẫn với dòng ${coded.row}: cùng mã nhưng khác lĩnh vực.`)
    }
    if (!coded) byCode.set(code, { field, row })
  }
  return problems
}
