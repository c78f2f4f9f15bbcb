import type { IncomingState } from './states.ts'

/** Kết quả: what may have come of a document that requires action. */
export const outcomeKinds = {
  reply: 'Văn bản trả lời đã phát hành',
  dossier: 'Hồ sơ đã tiếp nhận',
  task: 'Kết quả thực hiện đã được chấp nhận',
  explanation: 'Giải trình đã được lãnh đạo duyệt',
} as const
export type OutcomeKind = keyof typeof outcomeKinds

export interface OutcomeFacts {
  kind: OutcomeKind
  state: 'proposed' | 'accepted' | 'returned' | 'unlinked'
  proposedBy: string
  /** The leader who accepted; null where none has. */
  approvedBy: string | null
}

export interface FinishFacts {
  state: IncomingState
  /** What a leader decided: null as long as none has. */
  forInformation: boolean | null
  outcomes: readonly OutcomeFacts[]
}

export type Finishing = { may: true; closedAs: 'outcome' | 'information' } | { may: false; missing: string }

const lacking = (missing: string): Finishing => ({ may: false, missing })

/**
 * Whether a document may be finished, and as what: the one rule for the page, the API, bulk and imports. What requires
 * action needs an outcome that counts; only a leader's decision makes it "for information", never the handler's wish.
 */
export function finishing({ state, forInformation, outcomes }: FinishFacts): Finishing {
  if (state === 'finished') return lacking('Văn bản này đã kết thúc rồi.')
  if (state === 'void') return lacking('Số đến này đã hủy.')
  if (forInformation === null) {
    return lacking(
      'Lãnh đạo chưa cho ý kiến. Văn bản chỉ kết thúc sau khi lãnh đạo giao việc hoặc quyết định để biết.',
    )
  }
  if (forInformation) return { may: true, closedAs: 'information' }
  if (outcomes.some(counts)) return { may: true, closedAs: 'outcome' }
  if (outcomes.some((outcome) => outcome.state === 'proposed')) {
    return lacking('Kết quả đang chờ lãnh đạo duyệt. Văn bản kết thúc được sau khi lãnh đạo đồng ý.')
  }
  const back = outcomes.some((outcome) => outcome.state === 'returned') ? 'Kết quả đã trình bị trả lại. ' : ''
  return lacking(
    `${back}Văn bản này yêu cầu xử lý nhưng chưa có kết quả. Cần một trong các kết quả: văn bản trả lời đã phát hành, hồ sơ đã tiếp nhận, kết quả thực hiện hoặc giải trình được lãnh đạo duyệt.`,
  )
}

/** An issued reply and a dossier speak for themselves; the others count once a leader other than the proposer accepts. */
export function counts({ kind, state, proposedBy, approvedBy }: OutcomeFacts): boolean {
  if (state !== 'accepted') return false
  if (kind === 'reply' || kind === 'dossier') return true
  return approvedBy !== null && approvedBy !== proposedBy
}
