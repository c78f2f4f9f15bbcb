import { z } from 'zod'
import { localDateSchema } from '../../calendar/model/local-time.ts'

const latenessReasonSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[a-z0-9]+(_[a-z0-9]+)*$/, 'Mã lý do gồm chữ thường không dấu, số và gạch dưới.')
    .max(40),
  name: z.string().trim().min(1, 'Hãy ghi lý do.').max(200),
})
export type LatenessReason = z.infer<typeof latenessReasonSchema>

/** What governs apologies, new dates and warnings from a day on. */
export const clockRulesSchema = z.strictObject({
  validFrom: localDateSchema,
  /** Working days before the due time by which an apology must have been sent. */
  apologyLeadDays: z.int('Hãy nhập số ngày.').min(0, 'Từ 0 đến 30 ngày.').max(30, 'Từ 0 đến 30 ngày.'),
  /** How often a new date may be set; beyond it only by a leader, with a reason of its own. */
  reappointMax: z.int('Hãy nhập số lần.').min(0, 'Từ 0 đến 10 lần.').max(10, 'Từ 0 đến 10 lần.'),
  /** Working minutes before a step's due time from which it is due soon. */
  stepSoonMinutes: z.int('Hãy nhập số phút.').min(0, 'Từ 0 đến 4800 phút.').max(4800, 'Từ 0 đến 4800 phút.'),
  /** How many days the public apology page shows a dossier after its result came late. */
  apologyPageDays: z.int('Hãy nhập số ngày.').min(1, 'Từ 1 đến 366 ngày.').max(366, 'Từ 1 đến 366 ngày.'),
  /** Working minutes within which an online filing is answered: accepted, asked for more, or refused. */
  onlineAnswerMinutes: z
    .int('Hãy nhập số phút.')
    .min(60, 'Từ 60 đến 4800 phút.')
    .max(4800, 'Từ 60 đến 4800 phút.')
    .default(480),
  latenessReasons: z
    .array(latenessReasonSchema)
    .min(1, 'Hãy giữ ít nhất một lý do.')
    .max(40)
    .refine((reasons) => new Set(reasons.map(({ code }) => code)).size === reasons.length, {
      error: 'Hai lý do không được trùng mã.',
    }),
  legalBasis: z.string().trim().max(300).default(''),
})
export type ClockRules = z.output<typeof clockRulesSchema>

/**
 * What holds where an office has set nothing. An apology at the latest one day before the due time, one new date (NĐ
 * 61/2018, Điều 19; the wording of NĐ 118/2025 is to be checked); reasons as in Biểu II.07 (TT 02/2017/TT-VPCP).
 */
export const usualClockRules: readonly ClockRules[] = [
  {
    validFrom: '2018-06-21',
    apologyLeadDays: 1,
    reappointMax: 1,
    stepSoonMinutes: 60,
    apologyPageDays: 30,
    // 08 working hours (NĐ 45/2020/NĐ-CP).
    onlineAnswerMinutes: 480,
    latenessReasons: [
      { code: 'workload', name: 'Số lượng hồ sơ nhiều, thiếu nhân lực' },
      { code: 'equipment', name: 'Trang thiết bị, đường truyền, hệ thống thông tin gặp sự cố' },
      { code: 'coordination', name: 'Cơ quan phối hợp trả lời chậm' },
      { code: 'financial', name: 'Nghĩa vụ tài chính chưa thực hiện xong' },
      { code: 'regulation', name: 'Quy định chưa rõ, còn vướng mắc' },
      { code: 'applicant', name: 'Cần làm rõ thêm với người nộp hồ sơ' },
      { code: 'other', name: 'Nguyên nhân khác' },
    ],
    legalBasis: 'Nghị định 61/2018/NĐ-CP, Điều 19; Nghị định 118/2025/NĐ-CP (cần đối chiếu)',
  },
]

/** The rules in force on a day: the office's own, or else the usual ones; before the first, the first. */
export function clockRulesOn(own: readonly ClockRules[], day: string): ClockRules {
  const rules = own.some((each) => each.validFrom <= day) ? own : usualClockRules
  const ordered = rules.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
  const found = ordered.findLast((each) => each.validFrom <= day) ?? ordered[0]
  if (!found) throw new RangeError('Chưa có quy tắc tính thời hạn.')
  return found
}
