import { v5 as namedUuid } from 'uuid'
import { z } from 'zod'
import { applicantInput, dossierRef } from '../inputs.ts'

const count = (words: string, most: number) =>
  z
    .int({ error: `${words} phải là số nguyên, từ 1 đến ${most}.` })
    .min(1, `${words} phải là số nguyên, từ 1 đến ${most}.`)
    .max(most, `${words} tối đa ${most}.`)

/** One paper to be certified: its name, pages of the original (null where none are counted) and copies. */
export const originalInput = z.strictObject({
  name: z.string().trim().min(1, 'Hãy ghi tên giấy tờ.').max(300, 'Tối đa 300 ký tự.'),
  pages: count('Số trang', 9999)
    .nullish()
    .transform((value) => value ?? null),
  copies: count('Số bản', 999),
  note: z.string().trim().max(300, 'Tối đa 300 ký tự.').default(''),
})
export type Original = z.output<typeof originalInput>

const originals = z
  .array(originalInput)
  .min(1, 'Hãy ghi ít nhất một giấy tờ.')
  .max(100, 'Mỗi lượt tối đa 100 giấy tờ; hãy tách thành hai lượt.')

const feeVnd = z.int('Hãy gửi số phí đã báo.').min(0)

/** Who asks for what under which procedure, and what they were told it costs. */
const requestShape = {
  /** Id chosen by the caller (UUIDv7); made by the program otherwise. */
  id: z.uuid().optional(),
  procedureId: z.uuid('Hãy chọn loại việc.'),
  applicant: applicantInput,
  originals,
  /** The version of the procedure whose fees the officer saw, and the sum; another one now makes the form stale. */
  quoted: z.strictObject({ version: z.int().min(1), feeVnd }),
}
const signerId = z.uuid('Hãy chọn người ký chứng thực.')

/** Cash put down at the counter, in đồng; left out where nothing is asked or the office lets this be paid later. */
const payment = z
  .strictObject({
    tenderedVnd: z.int('Hãy nhập số đồng.').min(1, 'Số tiền phải lớn hơn 0.').max(1_000_000_000_000),
  })
  .optional()

export const certifyInput = z.strictObject({ ...requestShape, signerId, payment })
export const promiseInput = z.strictObject({
  ...requestShape,
  /** Working days beyond the day of reception; 0 keeps to the day (NĐ 23/2015/NĐ-CP, Điều 7 and Điều 21). */
  extraDays: z.int().min(0).max(2, 'Kéo dài tối đa 02 ngày làm việc (NĐ 23/2015/NĐ-CP, Điều 21).').default(0),
})
export const certifyWaitingInput = z.strictObject({
  code: dossierRef,
  revision: z.int().min(1),
  originals,
  signerId,
  feeVnd,
})

/** Id of an entry, made from its dossier and place: whoever knows the dossier can name its entries. */
export function certificationId(dossierId: string, ordinal: number): string {
  return namedUuid(`certification.${ordinal}`, dossierId)
}

/** The originals in one line: "Bằng tốt nghiệp (5 bản); Thẻ căn cước (2 bản)". */
export function originalsInWords(list: readonly Pick<Original, 'name' | 'copies'>[]): string {
  return list
    .map(({ name, copies }) => `${name} (${copies} bản)`)
    .join('; ')
    .slice(0, 2000)
}
