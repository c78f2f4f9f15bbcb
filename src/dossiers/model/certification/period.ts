import { z } from 'zod'
import { addDays, localDateSchema } from '../../../calendar/model/local-time.ts'
import { registerKinds } from './registers.ts'

/** Longest period of one look into a register, in days. */
const mostDays = 366

/** Which register, and from which day to which (both included). */
export const registerPeriod = z.strictObject({
  register: z.enum(registerKinds, { error: 'Hãy chọn loại sổ.' }),
  from: localDateSchema,
  to: localDateSchema,
})
export type RegisterPeriod = z.output<typeof registerPeriod>

/** Whether the period goes forward and is no longer than a year; what is wrong with it by field, otherwise. */
export function periodProblem({ from, to }: RegisterPeriod): Record<string, string> | null {
  if (to < from) return { to: 'Ngày cuối phải từ ngày đầu trở đi.' }
  if (to > addDays(from, mostDays)) return { to: 'Mỗi lần xem tối đa một năm. Hãy chọn kỳ ngắn hơn.' }
  return null
}
