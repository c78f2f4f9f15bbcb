/** What a ticket (số thứ tự) can be. */
export const ticketStates = {
  waiting: 'Đang chờ',
  calling: 'Đang gọi',
  serving: 'Đang phục vụ',
  done: 'Hoàn thành',
  absent: 'Vắng mặt',
  cancelled: 'Đã hủy',
} as const

export type TicketState = keyof typeof ticketStates

/** What an officer can do with a ticket. */
export const ticketSteps = {
  callAgain: 'Gọi lại',
  start: 'Bắt đầu phục vụ',
  finish: 'Hoàn thành',
  markAbsent: 'Vắng mặt',
  bringBack: 'Có mặt, xếp lại hàng',
  transfer: 'Chuyển quầy',
  cancel: 'Hủy số',
} as const

export type TicketStep = keyof typeof ticketSteps

const stepsOf: Readonly<Record<TicketState, readonly TicketStep[]>> = {
  waiting: ['transfer', 'cancel'],
  calling: ['start', 'callAgain', 'markAbsent', 'transfer', 'cancel'],
  serving: ['finish', 'transfer'],
  absent: ['bringBack', 'cancel'],
  done: [],
  cancelled: [],
}

/** What may be done next: absent only after the calls that the office wants to have been made. */
export function nextTicketSteps(
  ticket: { state: TicketState; calls: number },
  callsBeforeAbsent: number,
): readonly TicketStep[] {
  return stepsOf[ticket.state].filter((step) => step !== 'markAbsent' || ticket.calls >= callsBeforeAbsent)
}

/** `A001`; beyond 999 the number grows. */
export function ticketCode(letters: string, number: number): string {
  return `${letters}${String(number).padStart(3, '0')}`
}

/** The n-th letters (from 0): A … Z, AA … ZZ. Without I, O and Q, which are read as 1 and 0. */
export function seriesLetters(index: number): string {
  const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ'
  const last = alphabet[index % alphabet.length] ?? ''
  const before = Math.floor(index / alphabet.length)
  return before === 0 ? last : `${seriesLetters(before - 1)}${last}`
}
