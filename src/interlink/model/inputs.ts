import { z } from 'zod'
import { dossierRef } from '../../dossiers/model/inputs.ts'
import { outcomes } from './outcomes.ts'

const text = (longest: number, message: string) =>
  z.string().trim().min(1, message).max(longest, `Tối đa ${longest} ký tự.`)
const day = z.iso.date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')
const fileIds = z.array(z.uuid()).max(20, 'Mỗi lần gửi tối đa 20 tệp.').default([])

/** A leg as it was seen when the decision was taken. */
const leg = { legId: z.uuid(), revision: z.int().min(1) }

export const sendLegInput = z.strictObject({
  /** Id chosen by the caller (UUIDv7); made by the program otherwise. */
  id: z.uuid().optional(),
  code: dossierRef,
  revision: z.int().min(1),
  partnerId: z.uuid('Hãy chọn cơ quan phối hợp.'),
  question: text(4000, 'Hãy ghi nội dung đề nghị.'),
  /** Last day for the answer; due at closing time. */
  answerOn: day,
  /** Papers of the dossier to send, by position. */
  components: z.array(z.int().min(0).max(999)).max(200).default([]),
  /** Who filed it, with address and telephone. */
  withApplicant: z.boolean().default(true),
  withDeclaration: z.boolean().default(false),
})

export const supplementLegInput = z.strictObject({
  ...leg,
  text: text(4000, 'Hãy ghi nội dung bổ sung.'),
  fileIds,
})
export const recallLegInput = z.strictObject({ ...leg, reason: text(2000, 'Hãy ghi rõ lý do.') })
export const legRefInput = z.strictObject(leg)

const outcomeNames = Object.keys(outcomes) as [keyof typeof outcomes, ...(keyof typeof outcomes)[]]
export const answerLegInput = z.strictObject({
  ...leg,
  outcome: z.enum(outcomeNames, 'Hãy chọn kết quả trả lời.'),
  text: text(4000, 'Hãy ghi nội dung trả lời.'),
  /** Of `longer` alone: the new day. */
  promisedOn: day.nullish().transform((value) => value ?? null),
  fileIds,
})

/** An answer that came on paper: all but asking for more, which paper settles by itself. */
export const recordAnswerInput = answerLegInput.extend({
  outcome: z.enum(['result', 'refused', 'longer'], 'Hãy chọn kết quả trả lời.'),
})

export const changedLegOutput = z.object({ id: z.uuid(), state: z.string(), revision: z.int() })
