import type { TimeLimit } from '../model.ts'

/** The post that carries out a step: tiếp nhận, công chức chuyên môn, lãnh đạo, văn thư. */
export type StepRole = 'counter' | 'specialist' | 'leader' | 'clerk'

/** One step of the internal process (quy trình nội bộ). */
export interface ProcessStep {
  code: 'reception' | 'appraisal' | 'approval' | 'issue' | 'handover'
  name: string
  role: StepRole
  /** Working hours for this step; null when the time limit has no figure and the office must set it. */
  hours: number | null
}

/** Eight hours of work a day in state offices (Bộ luật Lao động 2019, Điều 105). */
const HOURS_PER_DAY = 8

/**
 * A same-day dossier may come as late as 15:00 (NĐ 23/2015, Điều 7, and hộ tịch practice), which leaves two
 * hours before an office closes at 17:00.
 */
const SAME_DAY_HOURS = 2

/** Shares of the whole for every step but the appraisal, which takes the rest; `most` in hours. */
const SHARES = {
  reception: { share: 0.05, most: 4 },
  approval: { share: 0.2, most: 16 },
  issue: { share: 0.05, most: 4 },
  handover: { share: 0.05, most: 4 },
} as const

/**
 * The working hours that a time limit is sure to hold, or null when the law gives no figure. Calendar days
 * count five working days in seven, rounded down, so that the steps never promise more than the law allows.
 */
export function statutoryWorkingHours({ amount, unit }: TimeLimit): number | null {
  if (unit === 'same_day') return SAME_DAY_HOURS
  // No time at all cannot be split; a limit of 0 in another unit is a slip of the catalogue for "same day".
  if (amount === 0) return SAME_DAY_HOURS
  if (amount === null) return null
  if (unit === 'hour') return amount
  return unit === 'working_day'
    ? amount * HOURS_PER_DAY
    : Math.max(1, Math.floor((amount * 5) / 7)) * HOURS_PER_DAY
}

/**
 * The process a procedure starts with, to be edited by the administrator: tiếp nhận, thẩm định, trình ký, phát
 * hành, trả kết quả. The hours of the steps add up to `statutoryWorkingHours` exactly.
 */
export function defaultProcess(timeLimit: TimeLimit): ProcessStep[] {
  const total = statutoryWorkingHours(timeLimit)
  const hours = total === null ? null : splitHours(total)
  return [
    { code: 'reception', name: 'Tiếp nhận hồ sơ', role: 'counter', hours: hours?.reception ?? null },
    { code: 'appraisal', name: 'Thẩm định hồ sơ', role: 'specialist', hours: hours?.appraisal ?? null },
    { code: 'approval', name: 'Trình ký', role: 'leader', hours: hours?.approval ?? null },
    { code: 'issue', name: 'Phát hành kết quả', role: 'clerk', hours: hours?.issue ?? null },
    { code: 'handover', name: 'Trả kết quả', role: 'counter', hours: hours?.handover ?? null },
  ]
}

function splitHours(total: number): Record<ProcessStep['code'], number> {
  const part = (step: keyof typeof SHARES) => {
    // Half hours for long limits, eighths for short ones: both are exact in binary, so the sum is exact too.
    const unit = total >= HOURS_PER_DAY ? 0.5 : 0.125
    const { share, most } = SHARES[step]
    return Math.min(most, Math.max(unit, Math.round((total * share) / unit) * unit))
  }
  const parts = {
    reception: part('reception'),
    approval: part('approval'),
    issue: part('issue'),
    handover: part('handover'),
  }
  const given = parts.reception + parts.approval + parts.issue + parts.handover
  return { ...parts, appraisal: total - given }
}

/**
 * The steps that a version starts with, in whole minutes with the same sum: what rounding drops goes to the appraisal.
 * Open hours become 0.
 */
export function startingSteps(timeLimit: TimeLimit) {
  const steps = defaultProcess(timeLimit)
  const total = steps.reduce((sum, step) => sum + (step.hours ?? 0) * 60, 0)
  const floored = steps.map(({ hours, ...step }) => ({ ...step, minutes: Math.floor((hours ?? 0) * 60) }))
  const left = total - floored.reduce((sum, step) => sum + step.minutes, 0)
  return floored.map((step, ordinal) => ({
    ...step,
    ordinal,
    minutes: step.code === 'appraisal' ? step.minutes + left : step.minutes,
  }))
}
