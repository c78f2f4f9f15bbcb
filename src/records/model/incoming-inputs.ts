import { z } from 'zod'
import { documentFields, reasonSchema } from './document-fields.ts'

/** Which document, and on which revision of it the decision was taken. */
export const incomingRef = { id: z.uuid(), revision: z.int().min(1) }

export const changedIncoming = z.object({ id: z.uuid(), revision: z.int(), state: z.string() })

const words = (most = 2000) =>
  z
    .string()
    .trim()
    .max(most, `Tối đa ${most} ký tự.`)
    .regex(/^[^\p{Cc}]*(?:[\n\r\t][^\p{Cc}]*)*$/u, 'Nội dung có ký tự lạ. Hãy gõ lại.')

const staffList = z.array(z.uuid()).max(50, 'Tối đa 50 người.').default([])

export const directInput = z.strictObject({
  ...incomingRef,
  kind: z.enum(['action', 'information']),
  /** Chủ trì: exactly one where action is asked. */
  leadId: z
    .uuid('Hãy chọn một người chủ trì.')
    .nullish()
    .transform((id) => id ?? null),
  /** Instead: the unit whose head leads, or names who of the unit does. */
  leadUnitId: z
    .uuid('Hãy chọn một đơn vị chủ trì.')
    .nullish()
    .transform((id) => id ?? null),
  coordinateIds: staffList,
  informIds: staffList,
  dueOn: z.iso
    .date('Hạn giải quyết chưa đúng.')
    .nullish()
    .transform((date) => date ?? null),
  urgency: z.int().min(0).max(3).optional(),
  words: words().default(''),
})
export type DirectInput = z.output<typeof directInput>

export const assignInput = z.strictObject({
  ...incomingRef,
  staffId: z.uuid('Hãy chọn một người của đơn vị.'),
  dueOn: z.iso
    .date('Thời hạn chưa đúng.')
    .nullish()
    .transform((date) => date ?? null),
  words: words().default(''),
})
export type AssignInput = z.output<typeof assignInput>

export const reasonInput = z.strictObject({ ...incomingRef, reason: reasonSchema })
export const plainInput = z.strictObject(incomingRef)

export const progressInput = z.strictObject({
  ...incomingRef,
  words: words().min(5, 'Hãy ghi tiến độ (ít nhất 5 ký tự).'),
})

export const proposeInput = z.strictObject({
  ...incomingRef,
  kind: z.enum(['dossier', 'task', 'explanation'], 'Hãy chọn loại kết quả.'),
  /** Mã hồ sơ, where the outcome is a dossier. */
  dossierCode: z.string().trim().max(60).default(''),
  words: words().default(''),
})

export const decideInput = z.strictObject({
  ...incomingRef,
  accept: z.boolean(),
  words: words().default(''),
})

export const unlinkInput = z.strictObject({ ...incomingRef, outcomeId: z.uuid(), reason: reasonSchema })

export const correctInput = z.strictObject({
  ...incomingRef,
  ...documentFields,
  reason: reasonSchema,
})

export const attachInput = z.strictObject({
  ...incomingRef,
  fileIds: z.array(z.uuid()).min(1, 'Hãy chọn ít nhất một tệp.').max(20, 'Mỗi lần tối đa 20 tệp.'),
})

export const finishManyInput = z.strictObject({
  documents: z
    .array(z.strictObject(incomingRef))
    .min(1, 'Hãy chọn ít nhất một văn bản.')
    .max(100, 'Mỗi lần tối đa 100 văn bản.'),
})
