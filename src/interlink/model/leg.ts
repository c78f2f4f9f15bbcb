/** A leg from the side of its reader: out, what we ask of a partner; in, what a partner asks of us. */
export type Direction = 'out' | 'in'

/** States of a leg in the officer's words. */
export const legStates = {
  sending: 'Đang gửi đi',
  delivered: 'Đang ở cơ quan phối hợp',
  more: 'Chờ bổ sung',
  answered: 'Đã có kết quả',
  declined: 'Từ chối giải quyết',
  recalled: 'Đã thu hồi',
  undelivered: 'Chưa gửi được',
  new: 'Mới đến',
  taken: 'Đang giải quyết',
} as const
export type LegState = keyof typeof legStates

const endedStates: readonly LegState[] = ['answered', 'declined', 'recalled']

export function hasEnded(state: LegState): boolean {
  return endedStates.includes(state)
}

/** How it travels. */
export type Via = 'here' | 'https' | 'paper'

export interface LegSituation {
  direction: Direction
  state: LegState
  via: Via
}

/** What a member of the office may do with a leg. */
export const legActions = {
  supplement: 'Gửi bổ sung',
  recall: 'Thu hồi',
  goOnPaper: 'Chuyển sang gửi bản giấy',
  recordAnswer: 'Ghi trả lời bằng giấy',
  take: 'Nhận giải quyết',
  answer: 'Trả lời',
} as const
export type LegAction = keyof typeof legActions

/** What may be done next with a leg; the same answer decides the command and draws the buttons. */
export function nextLegSteps({ direction, state, via }: LegSituation): LegAction[] {
  if (hasEnded(state)) return []
  if (direction === 'in') {
    if (state === 'new') return ['take', 'answer']
    return state === 'more' ? [] : ['answer']
  }
  if (via === 'paper') return ['recordAnswer', 'recall']
  const steps: Partial<Record<LegState, LegAction[]>> = {
    sending: ['goOnPaper', 'recall'],
    undelivered: ['goOnPaper', 'recall'],
    delivered: ['recall'],
    more: ['supplement', 'recall'],
  }
  return steps[state] ?? []
}

export interface LegTiming {
  state: LegState
  dueAt: Date
  pausedSince: Date | null
  endedAt: Date | null
}

/** From when to when the asked side was late; null when it was not. While it waits for more, its clock stands still. */
export function lateSpan(leg: LegTiming, now: Date): { from: Date; to: Date } | null {
  const to = leg.endedAt ?? leg.pausedSince ?? now
  return to > leg.dueAt ? { from: leg.dueAt, to } : null
}
