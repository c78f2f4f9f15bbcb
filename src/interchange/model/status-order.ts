import { type EdxmlStatusCode, statusCodes } from './edxml/message.ts'

/** Codes that tell how far a document has come at its receiver, in their order. */
const handling = ['01', '03', '04', '05', '06'] as const

/** News of an incoming document of which its sender may have to hear. */
export const newsForSender = [
  'incoming.directed',
  'incoming.taken_up',
  'incoming.outcome_accepted',
  'incoming.finished',
] as const

/** What the sender is told after a piece of news, by the state the document is in now: in their order, each at most once. */
export function statusesAfter(topic: string, state: string): EdxmlStatusCode[] {
  const own: EdxmlStatusCode[] =
    topic === 'incoming.directed' ? ['04'] : topic === 'incoming.taken_up' ? ['05'] : []
  return state === 'finished' ? [...own, '06'] : own
}

/** Whether a status may still be told after those told before: each once, and of handling none that goes back. */
export function mayStillTell(code: EdxmlStatusCode, told: readonly string[]): boolean {
  if (told.includes(code)) return false
  const place = handling.indexOf(code as (typeof handling)[number])
  return place < 0 || !handling.slice(place).some((later) => told.includes(later))
}

export interface ToldStatus {
  code: string
  /** When the receiver wrote it. */
  at: Date
}

/**
 * Where a document stands at its receiver by all that was told, in whatever order it arrived: an answer to a recall counts
 * before a refusal, a refusal before handling, and of handling the furthest.
 */
export function standingOf<Status extends ToldStatus>(statuses: readonly Status[]): Status | null {
  const rank = ({ code }: ToldStatus) => {
    if (code === '15') return 20
    if (code === '02') return 10
    return handling.indexOf(code as (typeof handling)[number])
  }
  const counted = statuses.filter(({ code }) => code !== '13' && code !== '16')
  return counted.toSorted((one, other) => rank(other) - rank(one) || +other.at - +one.at)[0] ?? null
}

/** The receiver's answer to our asking a document back, if there is one: yes outlasts no. */
export function recallAnswer<Status extends ToldStatus>(statuses: readonly Status[]): Status | null {
  const of = (code: string) => statuses.find((each) => each.code === code)
  return of('15') ?? of('16') ?? null
}

export function statusName(code: string): string {
  return statusCodes[code as EdxmlStatusCode] ?? `Trạng thái ${code}`
}
