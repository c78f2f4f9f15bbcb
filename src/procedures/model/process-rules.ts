import { z } from 'zod'
import type { TimeLimit } from '../model.ts'
import { statutoryWorkingHours } from './default-process.ts'
import { durationText } from './summaries.ts'

/** A step as the administrator writes it; `minutes` of working time, 0 where the office sets none. */
export const processStepSchema = z.strictObject({
  name: z.string().trim().min(1, { error: 'Hãy đặt tên bước.' }).max(200),
  role: z.enum(['counter', 'specialist', 'leader', 'clerk'], {
    error: 'Hãy chọn vai trò thực hiện bước này.',
  }),
  minutes: z.int('Hãy nhập số giờ, số phút.').min(0, 'Không nhập số âm.').max(500_000, 'Quá dài.'),
})
export type ProcessStepInput = z.output<typeof processStepSchema>

export interface ProcessCheck {
  /** Sentence per field; with any of them the process cannot be saved. */
  problems: Record<string, string>
  warnings: string[]
}

/**
 * Whether a process can work. It begins and ends at the counter; a specialist drafts the result; a leader approves it
 * after that; the one clerk step, right before the last, gives it its number. So every leader finds a draft that is not
 * approved yet, and the clerk an approved one: the rules by which a dossier moves. The steps together do not take longer
 * than the law gives; limits in calendar days only hold an estimate of working time, so that more than it is a warning.
 */
export function checkProcess(steps: readonly ProcessStepInput[], timeLimit: TimeLimit): ProcessCheck {
  const problems: Record<string, string> = { ...clerkProblems(steps), ...leaderProblems(steps) }
  const last = steps.length - 1
  if (steps[0]?.role !== 'counter') problems['steps.0.role'] = 'Bước đầu phải do bộ phận tiếp nhận thực hiện.'
  if (steps[last]?.role !== 'counter' || last === 0) {
    problems[`steps.${Math.max(last, 0)}.role`] =
      'Bước cuối (trả kết quả) phải do bộ phận tiếp nhận và trả kết quả thực hiện.'
  }
  const hours = statutoryWorkingHours(timeLimit)
  const total = steps.reduce((sum, step) => sum + step.minutes, 0)
  if (hours === null || total <= hours * 60) return { problems, warnings: [] }
  const sentence = `Tổng thời gian các bước là ${durationText(total)}, vượt thời hạn giải quyết (${durationText(hours * 60)} làm việc).`
  if (timeLimit.unit !== 'working_day') return { problems, warnings: [sentence] }
  return { problems: { ...problems, steps: problems.steps ?? sentence }, warnings: [] }
}

function clerkProblems(steps: readonly ProcessStepInput[]): Record<string, string> {
  const place = steps.length - 2
  const misplaced = steps.flatMap((step, index) => (step.role === 'clerk' && index !== place ? [index] : []))
  const problems = misplaced.map((index) => [
    `steps.${index}.role`,
    'Văn thư chỉ có một bước, ngay trước bước trả kết quả. Hãy chuyển hoặc bỏ bước này.',
  ])
  if (steps[place]?.role !== 'clerk') {
    problems.push(['steps', 'Ngay trước bước trả kết quả phải là bước của văn thư (cấp số, phát hành).'])
  }
  return Object.fromEntries(problems)
}

function leaderProblems(steps: readonly ProcessStepInput[]): Record<string, string> {
  const problems: Record<string, string> = {}
  let waiting = false
  let approved = false
  for (const [index, { role }] of steps.entries()) {
    if (role === 'specialist') [waiting, approved] = [true, false]
    if (role !== 'leader') continue
    if (!waiting) {
      problems[`steps.${index}.role`] =
        'Trước mỗi bước lãnh đạo duyệt phải có bước của công chức chuyên môn soạn kết quả.'
    }
    ;[waiting, approved] = [false, true]
  }
  if (!steps.some(({ role }) => role === 'specialist')) {
    problems.steps = 'Quy trình phải có ít nhất một bước của công chức chuyên môn.'
  } else if (!approved) {
    problems.steps = 'Sau bước cuối của công chức chuyên môn phải có bước lãnh đạo duyệt.'
  }
  return problems
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
