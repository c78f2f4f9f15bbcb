import { newKey } from '../../ui/new-key.ts'

/** A step while it is edited: hours and minutes as typed, so that nothing typed is lost to a number. */
export interface EditedStep {
  /** Names the row on the page only. */
  id: string
  name: string
  role: string
  hours: string
  minutes: string
}

export interface StoredProcessStep {
  name: string
  role: string
  minutes: number
}

export function readStep(step: StoredProcessStep): EditedStep {
  const [hours, minutes] = [Math.floor(step.minutes / 60), step.minutes % 60]
  return { id: newKey(), name: step.name, role: step.role, hours: String(hours), minutes: String(minutes) }
}

/** Minutes of a step; NaN where what was typed is no whole number, for the server to refuse. */
export function minutesOf({ hours, minutes }: EditedStep): number {
  const whole = (text: string) => (/^\d{0,6}$/.test(text.trim()) ? Number(text) : Number.NaN)
  return whole(hours) * 60 + whole(minutes)
}

/** What the command takes. */
export function writtenSteps(steps: readonly EditedStep[]) {
  return steps.map((step) => ({ name: step.name, role: step.role, minutes: minutesOf(step) }))
}
