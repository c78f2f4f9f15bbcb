import type { LocalDate } from '../../calendar/model/local-time.ts'
import { dayNumber, localDate } from '../../calendar/model/local-time.ts'
import type { WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { workingDayAfter } from '../../calendar/model/working-time.ts'
import { retryAt as retryAfter } from '../../platform/retry.ts'

/** Minutes to wait after each failed try: somebody looks at it after about two days. */
const pauses = [1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 1440]

/** When to try again after so many tries; null: no more. */
export function retryAt(attempts: number, now: Date): Date | null {
  return retryAfter(pauses, attempts, now)
}

/** Where a message on its way to another agency stands. */
export const sendingStates = {
  waiting: 'Chờ gửi',
  sending: 'Đang gửi',
  sent: 'Đã gửi',
  failed: 'Chưa gửi được',
  dropped: 'Không gửi nữa',
} as const
export type SendingState = keyof typeof sendingStates

export const messageKinds = {
  document: 'Văn bản',
  recall: 'Yêu cầu lấy lại',
  update: 'Đính chính, cập nhật',
  replace: 'Văn bản thay thế',
  status: 'Trạng thái',
} as const
export type MessageKind = keyof typeof messageKinds

/**
 * Last day on which a document signed on a day goes out in time: the same day, latest the next working day (QĐ
 * 28/2018/QĐ-TTg Điều 8; NĐ 30/2020/NĐ-CP Điều 18). An office without working hours has no such day: null.
 */
export function lastDayToSend(calendar: WorkingCalendar, signedOn: LocalDate): number | null {
  try {
    return workingDayAfter(calendar, dayNumber(signedOn), 1)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Whether a document went out, or still waits, later than it should. */
export function isLateToSend(
  calendar: WorkingCalendar,
  { signedOn, sentAt, now }: { signedOn: LocalDate; sentAt: Date | null; now: Date },
): boolean {
  const last = lastDayToSend(calendar, signedOn)
  return last !== null && dayNumber(localDate(sentAt ?? now)) > last
}
