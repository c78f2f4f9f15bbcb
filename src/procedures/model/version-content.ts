import { z } from 'zod'
import { procedureAgenciesSchema, procedureCaseSchema, timeLimitSchema } from '../model.ts'
import { formDefinitionSchema } from './form.ts'
import { postingSchema } from './posting.ts'
import { processStepSchema } from './process-rules.ts'
import { feeSchema } from './record-schema.ts'

const text = (most: number) => z.string().trim().max(most, `Tối đa ${most} ký tự.`)

/** All that the administrator writes of a version; each of its parts can change alone. */
export const versionContentSchema = z.strictObject({
  name: text(1000).min(1, 'Hãy nhập tên thủ tục.').normalize(),
  timeLimit: timeLimitSchema,
  cases: z
    .array(procedureCaseSchema)
    .min(1, 'Phải có ít nhất một trường hợp.')
    .max(50, 'Tối đa 50 trường hợp.'),
  fees: z.array(feeSchema).max(200, 'Tối đa 200 mức thu.'),
  result: text(4000),
  legalBasis: z.array(text(500).min(1, 'Hãy bỏ căn cứ để trống.')).max(200, 'Tối đa 200 căn cứ.'),
  decision: text(500).nullable(),
  notes: text(4000).nullable(),
  agencies: procedureAgenciesSchema,
  posting: postingSchema,
  form: formDefinitionSchema.nullable(),
  steps: z.array(processStepSchema).min(1, 'Quy trình phải có ít nhất một bước.').max(31, 'Tối đa 31 bước.'),
})
export type VersionContent = z.output<typeof versionContentSchema>
export type ContentPart = keyof VersionContent

/** The officer's words for the parts, in the order in which they are read. */
export const PART_NAMES: Readonly<Record<ContentPart, string>> = {
  name: 'Tên thủ tục',
  result: 'Kết quả',
  notes: 'Ghi chú nội bộ',
  cases: 'Trường hợp và thành phần hồ sơ',
  fees: 'Phí, lệ phí',
  timeLimit: 'Thời hạn giải quyết',
  steps: 'Quy trình nội bộ',
  form: 'Tờ khai điện tử',
  posting: 'Nội dung niêm yết',
  legalBasis: 'Căn cứ pháp lý',
  decision: 'Quyết định công bố',
  agencies: 'Cơ quan thực hiện',
}
export const contentParts = Object.keys(PART_NAMES) as ContentPart[]

/** What can be compared with a decision of publication, as the catalogue names it, in the officer's words. */
export const VERIFIABLE_NAMES = {
  code: 'Mã thủ tục',
  name: 'Tên thủ tục',
  components: 'Thành phần hồ sơ',
  fees: 'Phí, lệ phí',
  time_limit: 'Thời hạn giải quyết',
  result: 'Kết quả',
} as const
export type VerifiableField = keyof typeof VERIFIABLE_NAMES
export const verifiableFields = Object.keys(VERIFIABLE_NAMES) as [VerifiableField, ...VerifiableField[]]

/** The parts that are compared so. */
export const verifiableParts: Readonly<Partial<Record<ContentPart, VerifiableField>>> = {
  name: 'name',
  cases: 'components',
  fees: 'fees',
  timeLimit: 'time_limit',
  result: 'result',
}

type Component = VersionContent['cases'][number]['components'][number]

/** A component without what says nothing, so that an empty box is no change. */
function tidyComponent({ copies, paperCode, mustScan, note, ...component }: Component): Component {
  return {
    ...component,
    ...(copies ? { copies } : {}),
    ...(paperCode ? { paperCode } : {}),
    ...(mustScan ? { mustScan } : {}),
    ...(note ? { note } : {}),
  }
}

/** The parts that are stored in one way only, whoever wrote them. */
export function tidyContent<C extends Partial<VersionContent>>(content: C): C {
  const { cases, timeLimit, decision, notes } = content
  return {
    ...content,
    ...(cases
      ? { cases: cases.map((each) => ({ ...each, components: each.components.map(tidyComponent) })) }
      : {}),
    ...(timeLimit?.unit === 'same_day' ? { timeLimit: { amount: 0, unit: 'same_day' as const } } : {}),
    ...(decision === undefined ? {} : { decision: decision || null }),
    ...(notes === undefined ? {} : { notes: notes || null }),
  }
}

/** The parts of which the two contents say something else. In a form the order of the fields counts. */
export function changedParts(before: VersionContent, after: VersionContent): ContentPart[] {
  const [was, is] = [tidyContent(before), tidyContent(after)]
  return contentParts.filter((part) =>
    part === 'form'
      ? JSON.stringify(was.form) !== JSON.stringify(is.form)
      : canonical(was[part]) !== canonical(is[part]),
  )
}

/** JSON with the keys of every object in order: the database does not keep the order in which they were written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
