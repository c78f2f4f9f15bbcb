import { z } from 'zod'
import { statutoryWorkingHours } from './default-process.ts'
import type { TimeLimit } from './model.ts'

/** A step as the administrator writes it; `minutes` of working time, 0 where the office sets none. */
export const processStepSchema = z.strictObject({
  name: z.string().trim().min(1, { error: 'Hãy đặt tên bước.' }).max(200),
  role: z.enum(['counter', 'specialist', 'leader', 'clerk'], {
    error: 'Hãy chọn vai trò thực hiện bước này.',
  }),
  minutes: z.int().min(0).max(500_000),
})
export type ProcessStepInput = z.output<typeof processStepSchema>

export interface ProcessCheck {
  /** Sentence per field; with any of them the process cannot be saved. */
  problems: Record<string, string>
  warnings: string[]
}

/**
 * Whether a process can work: it begins and ends at the counter, somebody decides in between, and the steps together
 * do not take longer than the law gives. Limits in calendar days only hold an estimate of working time, so that more
 * than it is no more than a warning.
 */
export function checkProcess(steps: readonly ProcessStepInput[], timeLimit: TimeLimit): ProcessCheck {
  const problems: Record<string, string> = {}
  const last = steps.length - 1
  if (steps[0]?.role !== 'counter') problems['steps.0.role'] = 'Bước đầu phải do bộ phận tiếp nhận thực hiện.'
  if (steps[last]?.role !== 'counter') {
    problems[`steps.${last}.role`] =
      'Bước cuối (trả kết quả) phải do bộ phận tiếp nhận và trả kết quả thực hiện.'
  }
  if (!steps.some(({ role }) => role === 'specialist' || role === 'leader')) {
    problems.steps = 'Quy trình phải có ít nhất một bước của công chức chuyên môn hoặc lãnh đạo.'
  }
  const hours = statutoryWorkingHours(timeLimit)
  const total = steps.reduce((sum, step) => sum + step.minutes, 0)
  if (hours === null || total <= hours * 60) return { problems, warnings: [] }
  const sentence = `Tổng thời gian các bước là ${total} phút, vượt thời hạn giải quyết (${hours * 60} phút làm việc).`
  if (timeLimit.unit !== 'working_day') return { problems, warnings: [sentence] }
  return { problems: { ...problems, steps: problems.steps ?? sentence }, warnings: [] }
}

const middleCodes = {
  counter: 'forwarding',
  specialist: 'appraisal',
  leader: 'approval',
  clerk: 'issue',
} as const

/** Steps in order with the code that says what happens in each: from reception to handover. */
export function codedSteps(steps: readonly ProcessStepInput[]) {
  return steps.map((step, ordinal) => ({ ...step, ordinal, code: codeOf(step, ordinal, steps.length - 1) }))
}

function codeOf(step: ProcessStepInput, ordinal: number, last: number): string {
  if (ordinal === 0) return 'reception'
  return ordinal === last ? 'handover' : middleCodes[step.role]
}
