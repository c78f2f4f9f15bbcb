import { finishing, type OutcomeFacts } from './outcome.ts'
import type { IncomingState, Part } from './states.ts'

/** Everything that can be done with an incoming document, in the order of the page. */
export const incomingActions = {
  direct: 'Cho ý kiến, giao xử lý',
  decideOutcome: 'Duyệt kết quả',
  assign: 'Giao người trong đơn vị',
  takeUp: 'Nhận xử lý',
  proposeOutcome: 'Ghi kết quả',
  finish: 'Kết thúc văn bản',
  noteProgress: 'Ghi tiến độ',
  returnDirection: 'Trả lại ý kiến giao',
  noteSeen: 'Đã xem',
  correct: 'Sửa thông tin đăng ký',
  attach: 'Thêm tệp',
  unlink: 'Gỡ kết quả gắn nhầm',
  reopen: 'Mở lại',
  void: 'Hủy số đến',
} as const
export type IncomingAction = keyof typeof incomingActions

/** What decides which steps are open, and to whom. */
export interface IncomingSituation {
  state: IncomingState
  forInformation: boolean | null
  /** Head of the unit to which a leader gave it; null where it was given to a person. */
  headId: string | null
  recipients: readonly { staffId: string; part: Part; seen: boolean }[]
  outcomes: readonly (OutcomeFacts & { id: string })[]
}

/** Who looks: the member of staff and which of the two posts of this work they hold today. */
export interface Viewer {
  id: string
  isClerk: boolean
  isLeader: boolean
}

/** What this person may do next with the document; used by the commands and shown by the page. */
export function nextSteps(document: IncomingSituation, viewer: Viewer): IncomingAction[] {
  const { state, recipients, outcomes } = document
  const own = recipients.find(({ staffId }) => staffId === viewer.id)
  const isLead = own?.part === 'lead'
  const isOpen = state !== 'finished' && state !== 'void'
  const isTaken = state === 'in_progress' || state === 'proposed'
  const proposal = outcomes.find((outcome) => outcome.state === 'proposed')
  const may: Record<IncomingAction, boolean> = {
    direct: viewer.isLeader && isOpen && state !== 'proposed',
    decideOutcome: viewer.isLeader && state === 'proposed' && proposal?.proposedBy !== viewer.id,
    assign: document.headId === viewer.id && (state === 'directed' || state === 'in_progress'),
    takeUp: isLead && state === 'directed',
    proposeOutcome: isLead && state === 'in_progress',
    finish: (isLead || viewer.isLeader) && isOpen && finishing(document).may,
    noteProgress: isTaken && own !== undefined && own.part !== 'inform',
    returnDirection: isLead && (state === 'directed' || state === 'in_progress'),
    noteSeen: own !== undefined && !own.seen && !(isLead && isOpen),
    correct: viewer.isClerk && isOpen,
    attach: viewer.isClerk && isOpen,
    unlink: (isLead || viewer.isLeader || viewer.isClerk) && state !== 'void' && outcomes.some(isLinked),
    reopen: state === 'finished' && (viewer.isLeader || isLead),
    void: viewer.isLeader && state === 'registered',
  }
  return (Object.keys(incomingActions) as IncomingAction[]).filter((action) => may[action])
}

/** What is tied to something else, and so may be tied to the wrong one. */
const isLinked = ({ kind, state }: OutcomeFacts) =>
  state === 'accepted' && (kind === 'reply' || kind === 'dossier')
