import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  caseKey,
  commonCase,
  componentSchema,
  feeParts,
  fieldCode,
  type ProcedureRecord,
  procedureAgenciesSchema,
  procedureCaseSchema,
  procedureCodeSchema,
  procedureKey,
  timeLimitSchema,
} from '../model.ts'
import { soundFormSchema } from './check-form.ts'
import { postingSchema } from './posting.ts'
import { withShippedForms } from './shipped-forms.ts'
import { withShippedPosting } from './shipped-posting.ts'

const text = z.string().trim().max(2000)
const name = text.min(1)

/** A fee as the catalogue file writes it; `amount_vnd` in đồng, null when the provincial council sets it. */
const feeSchema = z.strictObject({
  name,
  amount_vnd: z.int().min(0).max(1_000_000_000).nullable(),
  unit: name,
  basis: text,
  ...feeParts,
})

/** One record of a catalogue file. A key that is not listed is refused: it would be lost without a word. */
export const catalogueRecordSchema = z.strictObject({
  code: procedureCodeSchema.nullable(),
  name,
  field: name,
  time_limit: timeLimitSchema,
  components: z.array(componentSchema).max(200),
  /** Where papers differ by case; `components` is then the list of the first. */
  cases: z.array(procedureCaseSchema).min(1).max(50).optional(),
  form: soundFormSchema.nullable().optional(),
  agencies: procedureAgenciesSchema.optional(),
  posting: postingSchema.optional(),
  fees: z.array(feeSchema).max(200),
  result: text,
  legal_basis: z.array(name).max(200),
  confidence: z.enum(['verified', 'known', 'check']),
  notes: text.nullable(),
  decision: name.nullable(),
  verified_fields: z.array(name).max(50),
})

/** Something wrong in a catalogue file. A record with an error is left out; one with a warning is kept. */
export interface CatalogueProblem {
  severity: 'error' | 'warning'
  /** Where, for a person with the file open: `[3].fees[0].amount_vnd`, counted from 0. */
  path: string
  message: string
}

export interface ParsedCatalogue {
  records: ProcedureRecord[]
  problems: CatalogueProblem[]
}

/** The catalogue of commune-level procedures that comes with the program, not yet parsed. */
export async function readShippedCatalogue(): Promise<unknown> {
  const folder = join(import.meta.dirname, '..', 'catalogue')
  const [records, posting] = await Promise.all(['procedures', 'posting'].map(readShipped))
  return withShippedForms(withShippedPosting(records, posting), join(folder, 'forms'))
}

async function readShipped(name: string) {
  return JSON.parse(await readFile(join(import.meta.dirname, '..', 'catalogue', `${name}.json`), 'utf8'))
}

/**
 * Checks a catalogue file and gives every sound record a key of its own. Records without a code are keyed by
 * name; a second record under the same code with another name is another case of it and keyed by both; the same
 * code and name twice is an error, since one would overwrite the other.
 */
export function parseCatalogue(json: unknown): ParsedCatalogue {
  if (!Array.isArray(json)) return { records: [], problems: [notAList] }
  const records = new Map<string, ProcedureRecord>()
  const problems: CatalogueProblem[] = []
  for (const [index, entry] of json.entries()) {
    const parsed = catalogueRecordSchema.safeParse(entry)
    if (parsed.success) addRecord({ records, problems }, parsed.data, index)
    else problems.push(...parsed.error.issues.flatMap((issue) => issueProblems(issue, index)))
  }
  return { records: [...records.values()], problems }
}

function addRecord(
  into: { records: Map<string, ProcedureRecord>; problems: CatalogueProblem[] },
  entry: z.infer<typeof catalogueRecordSchema>,
  index: number,
): void {
  const path = `[${index}].code`
  const first = into.records.get(procedureKey(entry))
  const key = first ? caseKey(entry) : procedureKey(entry)
  const other = first && caseKey(first) === caseKey(entry) ? first : into.records.get(key)
  if (other) {
    const message = `Trùng với thủ tục “${other.name}” đã có trong tệp. Hãy bỏ bớt một bản ghi.`
    into.problems.push({ severity: 'error', path, message })
    return
  }
  if (first) {
    const message = `Mã ${entry.code} đã dùng cho “${first.name}”; bản ghi này được coi là trường hợp khác của cùng mã.`
    into.problems.push({ severity: 'warning', path, message })
  }
  into.records.set(key, toRecord(entry, key))
}

function toRecord(entry: z.infer<typeof catalogueRecordSchema>, key: string): ProcedureRecord {
  return {
    key,
    code: entry.code,
    name: entry.name.normalize('NFC'),
    field: entry.field.normalize('NFC'),
    fieldCode: fieldCode(entry.field),
    timeLimit: entry.time_limit,
    cases: entry.cases ?? [commonCase(entry.components)],
    form: entry.form ?? null,
    agencies: entry.agencies ?? {},
    posting: entry.posting ?? {},
    fees: entry.fees.map(({ amount_vnd, ...fee }) => ({ ...fee, amountVnd: amount_vnd })),
    result: entry.result,
    legalBasis: entry.legal_basis,
    decision: entry.decision,
    confidence: entry.confidence,
    notes: entry.notes,
    verifiedFields: entry.verified_fields,
  }
}

const notAList: CatalogueProblem = {
  severity: 'error',
  path: '',
  message: 'Tệp danh mục phải là một danh sách (mảng JSON) các thủ tục.',
}

function issueProblems(issue: z.core.$ZodIssue, index: number): CatalogueProblem[] {
  const at = [index, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem([...at, key], 'Trường này không có trong định dạng danh mục.'))
  }
  if (issue.code === 'invalid_value') {
    return [problem(at, `Giá trị không hợp lệ; chỉ nhận: ${issue.values.map(String).join(', ')}.`)]
  }
  if (issue.code === 'invalid_format') {
    return [
      problem(at, 'Mã thủ tục phải có dạng một chữ số, dấu chấm, sáu chữ số (ví dụ 2.000815) hoặc null.'),
    ]
  }
  if (issue.code === 'invalid_type') {
    return [problem(at, `Thiếu hoặc sai kiểu dữ liệu; cần kiểu ${issue.expected}.`)]
  }
  if (issue.code === 'custom') return [problem(at, issue.message)]
  return [problem(at, 'Giá trị quá ngắn, quá dài hoặc ngoài khoảng cho phép.')]
}

function problem(path: readonly PropertyKey[], message: string): CatalogueProblem {
  return { severity: 'error', path: path.map(pathPart).join('').replace(/^\./, ''), message }
}

function pathPart(part: PropertyKey): string {
  return typeof part === 'number' ? `[${part}]` : `.${String(part)}`
}
