import { z } from 'zod'
import type { LocalDate } from '../../calendar/model/local-time.ts'

/** A choice of thời hạn bảo quản. */
const retentionPeriod = z.strictObject({
  /** What a file keeps: `permanent`, `70`. */
  code: z.string().regex(/^[a-z0-9-]{1,20}$/, { error: 'Mã gồm chữ thường không dấu, số, gạch.' }),
  name: z.string().trim().min(1, { error: 'Hãy ghi tên thời hạn.' }).max(30),
  /** Null: for ever. */
  years: z.int().min(1).max(200).nullable(),
})
export type RetentionPeriod = z.output<typeof retentionPeriod>

/** The figures of keeping and handing over files that hold from a day on. */
export const workFileRules = z.strictObject({
  periods: z
    .array(retentionPeriod)
    .min(1, { error: 'Phải có ít nhất một thời hạn bảo quản.' })
    .max(40)
    .refine((periods) => new Set(periods.map(({ code }) => code)).size === periods.length, {
      error: 'Hai thời hạn bảo quản trùng nhau.',
    }),
  /** Months from the end of the work to the hand-over, and of construction from the final settlement. */
  handOverMonths: z.int().min(1).max(120),
  constructionMonths: z.int().min(1).max(120),
  /** Days before that in which the keeper is told. */
  noticeDays: z.int().min(1).max(365),
  /** Retention from which a file must be handed over, and from which its sheets are numbered (years). */
  handOverFromYears: z.int().min(1).max(200),
  sheetsFromYears: z.int().min(1).max(200),
  /** Longest that files may be held back with the head's consent (months). */
  mostHeldMonths: z.int().min(1).max(240),
})
export type WorkFileRules = z.output<typeof workFileRules>

export interface DatedRules {
  /** Null: shipped, before the office decided anything. */
  validFrom: LocalDate | null
  decision: string
  rules: WorkFileRules
}

const years = (...values: number[]): RetentionPeriod[] =>
  values.map((each) => ({ code: String(each), name: `${each} năm`, years: each }))

/**
 * As shipped: the time limits of Decree 30/2020/NĐ-CP Điều 30, 31 and Phụ lục VI, and the usual periods of TT 10/2022/TT-BNV,
 * whose successor under the Law on Archives of 2024 the office has to look up before it adopts them.
 */
export const shippedRules: DatedRules = {
  validFrom: null,
  decision:
    'Theo phần mềm: Nghị định 30/2020/NĐ-CP (Điều 30, 31), các mức thường dùng của Thông tư 10/2022/TT-BNV. Hãy đối chiếu văn bản đang có hiệu lực rồi lưu lại.',
  rules: {
    periods: [{ code: 'permanent', name: 'Vĩnh viễn', years: null }, ...years(70, 50, 30, 20, 15, 10, 5, 2)],
    handOverMonths: 12,
    constructionMonths: 3,
    noticeDays: 30,
    handOverFromYears: 5,
    sheetsFromYears: 5,
    mostHeldMonths: 24,
  },
}

/** Name of a period as papers print it; a code that is no longer among them as it is. */
export function retentionName(rules: WorkFileRules, code: string | null): string {
  if (code === null) return 'Chưa xác định'
  const known = rules.periods.find((period) => period.code === code)
  if (known) return known.name
  return code === 'permanent' ? 'Vĩnh viễn' : `${code} năm`
}
