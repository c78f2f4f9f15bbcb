import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { roleName } from '../../staff/model.ts'
import { openStatuses } from './status.ts'

/** What each state means to the citizen and what they have to do, in plain words. */
const sentences: Readonly<Record<number, string>> = {
  2: 'Cơ quan đã nhận hồ sơ.',
  4: 'Hồ sơ đang được giải quyết.',
  5: 'Hồ sơ cần thêm giấy tờ. Hãy nộp giấy tờ ghi trong Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.',
  6: 'Bạn cần nộp khoản tiền ghi trong thông báo của cơ quan để hồ sơ được giải quyết tiếp.',
  7: 'Cơ quan đang xem xét yêu cầu rút hồ sơ của bạn.',
  8: 'Hồ sơ đã dừng giải quyết. Lý do ghi trong Thông báo dừng giải quyết hồ sơ gửi cho bạn.',
  9: 'Đã có kết quả. Hãy mang Giấy tiếp nhận hồ sơ và hẹn trả kết quả đến nơi tiếp nhận để nhận.',
  10: 'Kết quả đã được trao. Hồ sơ đã kết thúc.',
}

/** The state in words for the citizen, also when nothing is asked of them; empty for a state that has no code yet. */
export function statusSentence(status: number, isLate: boolean): string {
  const sentence = sentences[status] ?? ''
  const isOfficesTurn = status === 2 || status === 4
  return isOfficesTurn && !isLate ? `${sentence} Bạn chưa phải làm gì thêm.` : sentence
}

/** Where one step stands. */
export type StepState = 'done' | 'current' | 'paused' | 'stopped' | 'waiting' | 'dropped'

export interface PublicStep {
  ordinal: number
  name: string
  /** The post that does it, never a person. */
  desk: string
  state: StepState
  stateWords: string
}

const stateWords: Readonly<Record<StepState, string>> = {
  done: 'Đã xong',
  current: 'Đang thực hiện',
  paused: 'Tạm dừng, chờ bạn',
  stopped: 'Dừng ở bước này',
  waiting: 'Chưa đến',
  dropped: 'Không thực hiện',
}

/** The post as the citizen knows it. */
export function deskName(role: string): string {
  return role === 'counter' ? 'Bộ phận Tiếp nhận và trả kết quả' : roleName(role)
}

/** The process with what is done, what goes on and what is still to come, in order. */
export function progressOf(
  dossier: { status: number; step: number },
  steps: readonly { name: string; role: string }[],
): PublicStep[] {
  return steps.map(({ name, role }, index) => {
    const state = stateOf(dossier, index)
    const isReady = dossier.status === 9 && state === 'current'
    const words = isReady ? 'Chờ bạn đến nhận' : stateWords[state]
    return { ordinal: index, name, desk: deskName(role), state, stateWords: words }
  })
}

function stateOf({ status, step }: { status: number; step: number }, index: number): StepState {
  if (status === 10 || index < step) return 'done'
  if (status === 8) return index === step ? 'stopped' : 'dropped'
  if (index > step) return 'waiting'
  return status === 5 || status === 6 ? 'paused' : 'current'
}

export interface TimingFacts {
  status: number
  dueAt: Date
  pausedSince: Date | null
  finishedAt: Date | null
}

/**
 * Late or not, in words. The clock stands still while papers or payment are awaited, so what was not late then is not
 * late now; what is finished is judged by the moment it was finished. Null where no time runs.
 */
export function timingOf(facts: TimingFacts, now: Date): { isLate: boolean; words: string } | null {
  const { status, dueAt, pausedSince, finishedAt } = facts
  const due = formatShortMoment(dueAt)
  if (status === 9 || status === 10) {
    const isLate = (finishedAt ?? now) > dueAt
    const day = finishedAt ? ` ngày ${formatDate(localDate(finishedAt))}` : ''
    return { isLate, words: `Có kết quả${day}, ${isLate ? `quá hẹn (hẹn ${due})` : 'đúng hẹn'}.` }
  }
  if (!openStatuses.includes(status)) return null
  const isLate = (pausedSince ?? now) > dueAt
  if (pausedSince) {
    const since = `Thời hạn tạm dừng từ ${formatShortMoment(pausedSince)} và sẽ được tính tiếp khi bạn thực hiện xong.`
    return { isLate, words: isLate ? `${since} Trước đó đã quá hẹn từ ${due}.` : since }
  }
  if (isLate) return { isLate, words: `Đã quá hẹn từ ${due}. Hãy liên hệ nơi tiếp nhận để được trả lời.` }
  return { isLate, words: localDate(now) === localDate(dueAt) ? 'Hẹn trả trong hôm nay.' : 'Chưa đến hẹn.' }
}

/** What the office says to whoever waits longer than promised (Mẫu số 04 says it in writing); null where none is due. */
export function apologySentence(facts: {
  isLate: boolean
  isOpen: boolean
  hasNewDate: boolean
}): string | null {
  if (facts.isLate && facts.isOpen) return 'Cơ quan xin lỗi vì chưa trả kết quả đúng ngày đã hẹn.'
  if (facts.isLate) return 'Cơ quan xin lỗi vì đã có kết quả chậm so với ngày hẹn.'
  return facts.hasNewDate ? 'Cơ quan xin lỗi vì phải hẹn lại ngày trả kết quả.' : null
}

/** All but the last three characters hidden: enough for the owner to recognise, not for others to use. */
export function masked(text: string): string {
  return text.length <= 3 ? '•'.repeat(text.length) : '•'.repeat(text.length - 3) + text.slice(-3)
}
