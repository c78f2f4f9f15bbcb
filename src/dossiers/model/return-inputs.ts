import { z } from 'zod'
import { dossierRef } from './inputs.ts'

const line = (longest: number) => z.string().trim().max(longest, `Tối đa ${longest} ký tự.`)
const named = (message: string, longest = 200) => line(longest).min(1, message)
const change = { code: dossierRef, revision: z.int().min(1) }

/** Most results handed to one person, or to the post, at once. */
const mostAtOnce = 50

const chosenDossiers = z
  .array(z.strictObject(change))
  .min(1, 'Hãy chọn ít nhất một hồ sơ.')
  .max(mostAtOnce, `Mỗi lần tối đa ${mostAtOnce} hồ sơ.`)
  .refine(
    (chosen) => new Set(chosen.map(({ code }) => code)).size === chosen.length,
    'Có hồ sơ được chọn hai lần.',
  )

/** One person collects several results at the desk. */
export const returnManyInput = z.strictObject({
  dossiers: chosenDossiers,
  collectorName: named('Hãy ghi họ tên người nhận kết quả.'),
  collectorPersonalId: line(20)
    .default('')
    .transform((typed) => typed.replaceAll(/\s/g, '')),
  /** Paper of authorisation, where who comes is neither the owner nor who handed in. */
  authorisation: line(500).default(''),
})

export const makeParcelListInput = z.strictObject({ dossiers: chosenDossiers })

/** Number of a parcel as the post prints it, such as EB123456789VN. */
const parcelNumber = z
  .string()
  .transform((typed) => typed.replaceAll(/\s/g, '').toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9]{6,30}$/, 'Mã bưu gửi gồm 6 đến 30 chữ và số, ví dụ EB123456789VN.'))

export const sendParcelInput = z.strictObject({ ...change, number: parcelNumber })
export const takeBackParcelInput = z.strictObject({
  ...change,
  reason: named('Hãy ghi lý do bưu gửi bị trả lại.', 500),
})

export const noteReminderInput = z.strictObject({
  ...change,
  how: z.enum(['call', 'message', 'letter', 'visit'], 'Hãy chọn cách nhắc.'),
  answer: named('Hãy ghi nội dung đã trao đổi.', 1000),
  nextOn: z.iso
    .date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')
    .nullish()
    .transform((value) => value ?? null),
})

export const settingsInput = z.strictObject({
  uncollectedDays: z
    .int('Hãy nhập số ngày, ví dụ 7.')
    .min(1, 'Hãy nhập từ 1 đến 365 ngày.')
    .max(365, 'Hãy nhập từ 1 đến 365 ngày.'),
})
