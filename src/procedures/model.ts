import { z } from 'zod'
import { foldVietnamese } from '../platform/search-text.ts'
import type { FormDefinition } from './model/form.ts'
import type { Posting } from './model/posting.ts'

/** National procedure code: one digit, a dot, six digits (2.000815). The first digit says nothing of the field. */
export const procedureCodeSchema = z.string().regex(/^[1-9]\.\d{6}$/)

/**
 * How long the law gives (thời hạn giải quyết). `same_day`: in the day, and from 15:00 on the next working day;
 * `hour`: working hours; `day`: calendar days. A null amount means that the law sets no single figure.
 */
export const timeLimitSchema = z.strictObject({
  amount: z.int('Hãy nhập số nguyên.').min(0, 'Không nhập số âm.').max(3650, 'Tối đa 3650.').nullable(),
  unit: z.enum(['same_day', 'hour', 'working_day', 'day']),
})
export type TimeLimit = z.infer<typeof timeLimitSchema>

const quantitySchema = z
  .int('Hãy nhập số nguyên từ 0 đến 100.')
  .min(0, 'Không nhập số âm.')
  .max(100, 'Tối đa 100.')

/** One paper of the dossier (thành phần hồ sơ). Quantity 0 means shown and handed back. */
export const componentSchema = z.strictObject({
  name: z.string().trim().min(1, 'Hãy nhập tên giấy tờ.').max(1000, 'Tên giấy tờ tối đa 1000 ký tự.'),
  kind: z.enum(['original', 'copy', 'certified_copy', 'form']),
  quantity: quantitySchema,
  required: z.boolean(),
  /** Copies besides, where originals and copies are both asked for. */
  copies: quantitySchema.optional(),
  /** Code of the kind of paper, such as the result of another procedure (KQ.G15.000031), by which one on file is found. */
  paperCode: z.string().trim().max(60).optional(),
  /** Has to be scanned at reception (TT 01/2023/TT-VPCP): results of other procedures and what its field lists. */
  mustScan: z.boolean().optional(),
  note: z.string().trim().max(1000).optional(),
})
export type Component = z.infer<typeof componentSchema>
export type ComponentKind = Component['kind']

/** A case of a procedure (trường hợp) with the papers that it asks for. */
export const procedureCaseSchema = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(80),
  name: z.string().trim().min(1, 'Hãy đặt tên trường hợp.').max(500, 'Tên trường hợp tối đa 500 ký tự.'),
  components: z.array(componentSchema).max(200, 'Mỗi trường hợp tối đa 200 giấy tờ.'),
})
export type ProcedureCase = z.infer<typeof procedureCaseSchema>

/** Code of the only case of a procedure whose papers are the same for everybody. */
export const commonCaseCode = 'chung'

export function commonCase(components: readonly Component[]): ProcedureCase {
  return { code: commonCaseCode, name: 'Trường hợp chung', components: [...components] }
}

/** An agency by its identifier (mã định danh) and name; an empty code where it has none or it is not known. */
export const agencySchema = z.strictObject({
  code: z.string().trim().max(40),
  name: z.string().trim().min(1, 'Hãy ghi tên cơ quan.').max(300),
})
export type Agency = z.infer<typeof agencySchema>

/** Who receives officially and who decides; left out where it is the office itself. */
export const procedureAgenciesSchema = z.strictObject({
  receiving: agencySchema.optional(),
  deciding: agencySchema.optional(),
})
export type ProcedureAgencies = z.infer<typeof procedureAgenciesSchema>

/** The officer's words for the kinds of paper. */
export const COMPONENT_KIND_NAMES: Readonly<Record<ComponentKind, string>> = {
  original: 'Bản chính',
  copy: 'Bản sao',
  certified_copy: 'Bản sao chứng thực',
  form: 'Mẫu đơn, tờ khai',
}

/**
 * How the program counts a fee by itself. `page`: for each page of the original from one number to another (null: to
 * the last), for each copy; `cap`: the most that one copy costs; `case`: once for each paper; `copy`: for each copy. A fee
 * without a rule is told to the citizen and counted only where the officer says how many.
 */
const feeRuleSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('page'), from: z.int().min(1), to: z.int().min(1).nullable() }),
    z.strictObject({ kind: z.literal('cap'), per: z.literal('copy') }),
    z.strictObject({ kind: z.literal('case') }),
    z.strictObject({ kind: z.literal('copy') }),
  ])
  .optional()
export type FeeRule = NonNullable<z.infer<typeof feeRuleSchema>>

/** Parts of a fee that may be left out, for every schema of a fee. */
export const feeParts = {
  rule: feeRuleSchema,
  /** Phí or lệ phí; left out where the name says it (`feeKind`). */
  kind: z.enum(['fee', 'charge']).optional(),
  /** Only for what is filed so: `online`, or any other way (`desk`). */
  channel: z.enum(['desk', 'online']).optional(),
  /** What the provincial council takes off the rate for filing online. */
  discount: z
    .strictObject({
      channel: z.literal('online'),
      percent: z
        .int('Tỷ lệ giảm là số nguyên.')
        .min(1, 'Tỷ lệ giảm từ 1%.')
        .max(100, 'Tỷ lệ giảm tối đa 100%.'),
    })
    .optional(),
  /** Tiểu mục of the budget index (mục lục ngân sách nhà nước): `2771`. */
  budgetItem: z
    .string()
    .regex(/^\d{4}$/, 'Tiểu mục gồm 4 chữ số.')
    .optional(),
  /** Who pays nothing, and by which paper they prove it. */
  exemptions: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1, 'Hãy ghi đối tượng được miễn.').max(300, 'Tối đa 300 ký tự.'),
        paper: z.string().trim().max(300, 'Tối đa 300 ký tự.'),
      }),
    )
    .min(1)
    .max(20, 'Tối đa 20 đối tượng được miễn.')
    .optional(),
}
type FeeParts = z.infer<z.ZodObject<typeof feeParts>>

/** A fee or charge (phí, lệ phí) in đồng per unit. A null amount is set by the provincial council. */
export interface Fee extends FeeParts {
  name: string
  amountVnd: number | null
  unit: string
  basis: string
}
export type FeeKind = 'fee' | 'charge'

/** Lệ phí is asked for work of the state, phí pays for a service (Luật Phí và lệ phí 97/2015/QH13, Điều 3); names begin with it. */
export function feeKind({ kind, name }: Pick<Fee, 'kind' | 'name'>): FeeKind {
  return kind ?? (/^\s*lệ\s+phí/iu.test(name.normalize('NFC')) ? 'charge' : 'fee')
}

/** Number and symbol of a legal text: `23/2015/NĐ-CP`. */
export type LegalBasis = string

/** How sure the catalogue is of a record; `check` is not shown to citizens before someone has looked at it. */
export type Confidence = 'verified' | 'known' | 'check'

/** What stays the same of a procedure (thủ tục hành chính) over all its versions. */
export interface Procedure {
  /** Stable name of the record: its national code, or one made from its name. See `procedureKey`. */
  key: string
  code: string | null
  name: string
  field: string
  fieldCode: string
}

/** What a procedure asks and gives between two dates of law. */
export interface ProcedureVersion {
  timeLimit: TimeLimit
  cases: readonly ProcedureCase[]
  fees: readonly Fee[]
  result: string
  /** Null: what the version before had stays. */
  form: FormDefinition | null
  agencies: ProcedureAgencies
  posting: Posting
  legalBasis: readonly LegalBasis[]
  /** The decision that published it, where known: `3152/QĐ-BTP`. */
  decision: string | null
  confidence: Confidence
  notes: string | null
  verifiedFields: readonly string[]
}

/** One record of a catalogue: the procedure and the version that the catalogue describes. */
export type ProcedureRecord = Procedure & ProcedureVersion

/** Code of a field (lĩnh vực) in addresses and filters: `ho-tich` for "Hộ tịch". */
export function fieldCode(field: string): string {
  return foldVietnamese(field).replaceAll(' ', '-')
}

/**
 * The key of a record depends on the record alone, so that importing the catalogue again meets the same record
 * wherever it stands in the file: the code, or for a record without one `khong-ma.` and its name.
 */
export function procedureKey(record: { code: string | null; name: string }): string {
  return record.code ?? `khong-ma.${nameSlug(record.name)}`
}

/** The key of a second record under a code already taken: another case or channel of the same procedure. */
export function caseKey(record: { code: string | null; name: string }): string {
  return `${procedureKey(record)}.${nameSlug(record.name)}`
}

function nameSlug(name: string): string {
  return foldVietnamese(name).replaceAll(' ', '-').slice(0, 200)
}
