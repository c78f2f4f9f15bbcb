import { type Answers, answerAt } from './declaration-answers.ts'
import { type ColumnField, declarationFields, type FlatField, type TableField } from './declaration-fields.ts'
import type { FormDefinition } from './form.ts'

/** One field on its line; without a value there are dots to write on. */
interface Cell {
  label: string
  value: string | null
}

/** What stands on the paper, from the top down. */
type Line =
  | { kind: 'section'; level: number; label: string; note: string }
  | { kind: 'cells'; level: number; cells: Cell[] }
  | { kind: 'long'; level: number; label: string; value: string | null }
  | { kind: 'boxes'; level: number; label: string; options: { label: string; checked: boolean }[] }
  | { kind: 'matrix'; level: number; options: string[]; rows: { label: string; checked: boolean[] }[] }
  | {
      kind: 'table'
      level: number
      label: string
      columns: { label: string; wide: boolean }[]
      rows: string[][]
    }

/** A declaration as its template prints it. Template `declaration`. */
export interface DeclarationPaper {
  number: string
  title: string
  basis: string
  addressee: string
  opening: string
  lines: Line[]
  pledge: string
  place: string | null
  /** Day in the office, `YYYY-MM-DD`; null leaves room to write it. */
  date: string | null
  signers: { title: string; name: string | null }[]
  dossierCode: string | null
  /** Code of one filled in at home, read by the desk from its bars. */
  declarationBarcode: string | null
}

export interface DeclarationPrint {
  /** Name of the office, to which it is addressed where the form names nobody else. */
  officeName: string
  place: string | null
  date: string | null
  dossierCode: string | null
  /** Code of a declaration that waits to be brought to the desk. */
  declarationCode?: string
  /** Printed under the signature where only one person signs. */
  signerName: string | null
}

/** The declaration with its answers, or the empty form to write on where there are none. */
export function composeDeclaration(
  form: FormDefinition,
  answers: Answers | null,
  print: DeclarationPrint,
): DeclarationPaper {
  const { number, title, basis, opening, pledge } = form
  const { place, date, dossierCode, declarationCode = null } = print
  const alone = form.signers.length === 1
  return {
    number,
    title,
    basis,
    addressee: form.addressee || print.officeName,
    opening,
    lines: withMatrices(paired(numbered(form, answers))),
    pledge,
    place,
    date,
    dossierCode,
    declarationBarcode: declarationCode,
    signers: form.signers.map((signer) => ({ title: signer, name: alone ? print.signerName : null })),
  }
}

interface Placed {
  line: Line
  half: boolean
}

function numbered(form: FormDefinition, answers: Answers | null): Placed[] {
  let count = 0
  return declarationFields(form).map((field) => {
    const top = form.schema['x-numbered'] === true && field.level === 0
    if (top) count += 1
    const label = (top ? `${count}. ` : '') + field.label
    return { line: lineOf({ ...field, label }, answers), half: field.half }
  })
}

/** Puts fields that stand side by side on one line, two at a time. */
function paired(placed: readonly Placed[]): Line[] {
  const lines: Line[] = []
  let open: (Line & { kind: 'cells' }) | null = null
  for (const { line, half } of placed) {
    if (half && line.kind === 'cells' && open && open.level === line.level) {
      open.cells.push(...line.cells)
      open = null
      continue
    }
    lines.push(line)
    open = half && line.kind === 'cells' ? line : null
  }
  return lines
}

/** From this many questions with the same choices on, they are printed as a table. */
const matrixRows = 3

function withMatrices(lines: readonly Line[]): Line[] {
  const groups: Line[][] = []
  for (const line of lines) {
    const last = groups.at(-1)
    if (last && choicesKey(line) !== '' && choicesKey(line) === choicesKey(last[0])) last.push(line)
    else groups.push([line])
  }
  return groups.flatMap((group) => (group.length < matrixRows ? group : matrixOf(group)))
}

/** The same for questions with the same choices; empty where there are none to choose from. */
function choicesKey(line: Line | undefined): string {
  if (line?.kind !== 'boxes' || line.options.length < 2) return ''
  return JSON.stringify([line.level, line.options.map((option) => option.label)])
}

function matrixOf(group: readonly Line[]): Line {
  const boxes = group.filter((line) => line.kind === 'boxes')
  return {
    kind: 'matrix',
    level: boxes[0]?.level ?? 0,
    options: boxes[0]?.options.map((option) => option.label) ?? [],
    rows: boxes.map(({ label, options }) => ({ label, checked: options.map((option) => option.checked) })),
  }
}

function lineOf(field: FlatField, answers: Answers | null): Line {
  const { level, label } = field
  if (field.kind === 'section') return { kind: 'section', level, label, note: field.hint }
  const value = answerAt(answers, field.name)
  if (field.kind === 'table') return tableOf(field, value)
  if (field.kind === 'tick') {
    return { kind: 'boxes', level, label: '', options: [{ label, checked: value === true }] }
  }
  if (field.kind === 'choice' && field.boxes) {
    const options = field.options.map((option) => ({ label: option.label, checked: option.value === value }))
    return { kind: 'boxes', level, label, options }
  }
  const text = inWords(field, value)
  if (field.kind === 'text' && field.long) return { kind: 'long', level, label, value: text }
  return { kind: 'cells', level, cells: [{ label, value: text }] }
}

/** Room for what is written by hand where nothing was filled in. */
const emptyRows = 3

function tableOf(field: TableField, value: unknown): Line {
  const given: unknown[] = Array.isArray(value) ? value : []
  const blank = { length: given.length > 0 ? 0 : Math.max(emptyRows, field.minRows) }
  const columns = field.columns.map((column) => ({
    label: column.label,
    wide: column.kind === 'text' && (column.format === null || column.format === 'email'),
  }))
  const rows = given.map((row) =>
    field.columns.map((column) => inWords(column, answerAt(row, column.name)) ?? ''),
  )
  const spare = Array.from(blank, () => field.columns.map(() => ''))
  return { kind: 'table', level: field.level, label: field.label, columns, rows: [...rows, ...spare] }
}

/** An answer as a paper says it; null where there is none. */
function inWords(field: ColumnField, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  if (field.kind === 'tick') return value === true ? 'x' : null
  if (field.kind === 'number') return typeof value === 'number' ? numberWords(value) : String(value)
  if (field.kind === 'choice') {
    return field.options.find((option) => option.value === value)?.label ?? String(value)
  }
  if (field.format === 'date') return String(value).split('-').toReversed().join('/')
  if (field.format === 'time') return `${String(value).replace(':', ' giờ ')} phút`
  return String(value)
}

/** 1500000.5 → 1.500.000,5 */
function numberWords(value: number): string {
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '.')
  return fraction ? `${grouped},${fraction}` : grouped
}
