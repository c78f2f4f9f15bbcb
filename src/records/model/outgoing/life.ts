import { type Actor, holds } from '../../../platform/operations.ts'

/** States of an outgoing document in the order of its life. */
export const outgoingStates = {
  draft: 'Đang soạn',
  unit_review: 'Chờ đơn vị duyệt nội dung',
  form_check: 'Chờ kiểm tra thể thức',
  for_signing: 'Chờ lãnh đạo duyệt ký',
  approved: 'Đã cấp số, chờ ký',
  signed: 'Đã ký, chờ phát hành',
  issued: 'Đã phát hành',
  recalled: 'Đã thu hồi',
  replaced: 'Đã được thay thế',
  cancelled: 'Đã hủy',
} as const
export type OutgoingState = keyof typeof outgoingStates
export const outgoingStateNames = Object.keys(outgoingStates) as [OutgoingState, ...OutgoingState[]]

/** Before a number is taken: the draft may still change. */
export const unnumberedStates = ['draft', 'unit_review', 'form_check', 'for_signing'] as const

export const outgoingActions = {
  save: 'Sửa dự thảo',
  submit: 'Trình duyệt',
  passReview: 'Duyệt nội dung',
  passForm: 'Xác nhận đúng thể thức',
  approve: 'Duyệt ký và cấp số',
  sign: 'Ký văn bản',
  seal: 'Ký số của cơ quan',
  issue: 'Phát hành',
  send: 'Ghi gửi văn bản',
  sendBack: 'Trả lại',
  cancel: 'Hủy văn bản',
  recall: 'Thu hồi',
  correct: 'Đính chính',
  replace: 'Thay thế',
  comment: 'Góp ý',
} as const
export type OutgoingAction = keyof typeof outgoingActions

/** What the next steps of a document depend on. */
export interface OutgoingSituation {
  state: OutgoingState
  drafterId: string
  signerId: string | null
  /** Who answers for the content in the unit; null when nobody is named or the drafter is that head. */
  unitHeadId: string | null
  /** Signed digitally and not yet by the office's own certificate. */
  needsSeal: boolean
}

type Person = Pick<Actor, 'id' | 'duties'>

interface Standing {
  isDrafter: boolean
  isHead: boolean
  isSigner: boolean
  isClerk: boolean
  needsSeal: boolean
}

const none: readonly OutgoingAction[] = []
const when = (condition: boolean, ...actions: OutgoingAction[]) => (condition ? actions : none)

/** What this actor may do next with the document; the commands refuse everything else. */
export function nextOutgoingSteps(situation: OutgoingSituation, actor: Person): OutgoingAction[] {
  const standing: Standing = {
    isDrafter: situation.drafterId === actor.id,
    isHead: situation.unitHeadId === actor.id,
    isSigner: situation.signerId === actor.id,
    isClerk: holds(actor as Actor, ['clerk']),
    needsSeal: situation.needsSeal,
  }
  return [...stepsOf[situation.state](standing), ...when(!isOver(situation.state), 'comment')]
}

const stepsOf: Readonly<Record<OutgoingState, (standing: Standing) => readonly OutgoingAction[]>> = {
  draft: ({ isDrafter }) => when(isDrafter, 'save', 'submit', 'cancel'),
  unit_review: ({ isHead }) => when(isHead, 'save', 'passReview', 'sendBack'),
  form_check: ({ isClerk }) => when(isClerk, 'save', 'passForm', 'sendBack'),
  for_signing: ({ isSigner }) => when(isSigner, 'save', 'approve', 'sendBack'),
  approved: ({ isSigner, isClerk }) => when(isSigner || isClerk, 'sign', 'sendBack', 'cancel'),
  signed: ({ isSigner, isClerk, needsSeal }) => [
    ...when(isClerk, needsSeal ? 'seal' : 'issue'),
    ...when(isSigner || isClerk, 'cancel'),
  ],
  issued: ({ isClerk }) => when(isClerk, 'send', 'correct', 'replace', 'recall'),
  recalled: () => none,
  replaced: () => none,
  cancelled: () => none,
}

/** Nothing follows; the document stays as it was (frozen, Phụ lục VI). */
export function isOver(state: OutgoingState): boolean {
  return state === 'recalled' || state === 'replaced' || state === 'cancelled'
}

/** Where a draft goes when it is handed in: to the head of its unit where there is one who has not written it. */
export function stateAfterSubmit({ unitHeadId, drafterId, signerId }: OutgoingSituation): OutgoingState {
  const isReviewed = unitHeadId !== null && unitHeadId !== drafterId && unitHeadId !== signerId
  return isReviewed ? 'unit_review' : 'form_check'
}

/** The states to which a document may be sent back, nearest the drafter first. */
export function statesBack(situation: OutgoingSituation): OutgoingState[] {
  const line: OutgoingState[] = [
    'draft',
    ...(stateAfterSubmit(situation) === 'unit_review' ? (['unit_review'] as const) : []),
    'form_check',
  ]
  const at = line.indexOf(situation.state)
  if (situation.state === 'for_signing') return line
  if (situation.state === 'approved') return ['draft']
  return at > 0 ? line.slice(0, at) : []
}
