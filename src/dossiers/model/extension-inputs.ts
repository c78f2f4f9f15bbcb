import { z } from 'zod'
import { clockTimeSchema, parseClock } from '../../calendar/model/clock-time.ts'
import { instantAt, localDateSchema } from '../../calendar/model/local-time.ts'
import { dossierRef } from './inputs.ts'

const line = (longest: number) => z.string().trim().max(longest, `Tối đa ${longest} ký tự.`)
const change = { code: dossierRef, revision: z.int().min(1) }
const apology = {
  ...change,
  reasonCode: line(40).min(1, 'Hãy chọn nguyên nhân chậm.'),
  reason: line(2000).min(1, 'Hãy ghi lý do để in trên văn bản xin lỗi.'),
  /** Left out: the date the program proposes. */
  newDate: localDateSchema.nullish(),
  newTime: clockTimeSchema.nullish(),
}

export const proposeExtensionInput = z.strictObject(apology)
export const decideExtensionInput = z.strictObject({
  ...change,
  accept: z.boolean('Hãy chọn một quyết định.'),
  note: line(1000).default(''),
  /** Only where the rule foresees no further new date. */
  repeatReason: line(1000).default(''),
})
export const reappointInput = z.strictObject({
  ...apology,
  repeatReason: line(1000).min(1, 'Hãy ghi vì sao phải hẹn lại thêm lần nữa.'),
})

/** The moment typed; a day without a clock time leaves it to `closing` (minutes of that day). */
export function typedMoment(
  typed: { newDate?: string | null | undefined; newTime?: string | null | undefined },
  closing: (day: string) => number,
): Date | null {
  if (!typed.newDate) return null
  return instantAt(typed.newDate, typed.newTime ? parseClock(typed.newTime) : closing(typed.newDate))
}
