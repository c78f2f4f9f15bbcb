import { z } from 'zod'

const whole = (low: number, high: number) =>
  z.coerce
    .number({ error: 'Hãy nhập số.' })
    .int()
    .min(low, `Từ ${low} đến ${high}.`)
    .max(high, `Từ ${low} đến ${high}.`)

/** Rules of the queue that an office may set. */
export const queueRules = {
  /** From this age on people are served first. */
  elderlyAge: whole(50, 100),
  priorityRun: whole(1, 10),
  /** Calls after which whoever does not come counts as absent. */
  callsBeforeAbsent: whole(1, 5),
}

export interface QueueSettings {
  elderlyAge: number
  priorityRun: number
  callsBeforeAbsent: number
  revision: number
}

/** Where the office has set nothing: the age of the law (Luật Người cao tuổi, Điều 2), and what desks commonly do. */
export const usualSettings: QueueSettings = {
  elderlyAge: 60,
  priorityRun: 2,
  callsBeforeAbsent: 2,
  revision: 0,
}
