import { type Actor, holds } from '../../platform/operations.ts'

/** Everything that can be done to a dossier once it is received, in the officer's words. */
export const actions = {
  takeUp: 'Nhận xử lý',
  forward: 'Chuyển bước tiếp theo',
  draftResult: 'Soạn kết quả',
  approve: 'Duyệt kết quả',
  issue: 'Cấp số, phát hành',
  returnResult: 'Trả kết quả',
  sendBack: 'Chuyển trả bước trước',
  requestSupplement: 'Yêu cầu bổ sung',
  receiveSupplement: 'Nhận giấy tờ bổ sung',
  askWithdrawal: 'Công dân rút hồ sơ',
  answerWithdrawal: 'Xử lý yêu cầu rút',
  stop: 'Dừng xử lý',
  proposeExtension: 'Xin lỗi, hẹn lại ngày trả',
  decideExtension: 'Quyết định hẹn lại',
  reappoint: 'Hẹn lại thêm lần nữa',
} as const

export type Action = keyof typeof actions

/** What the rule needs to know of a dossier. */
export interface Situation {
  status: number
  fieldCode: string
  /** Current step, from 0 (reception) to the last (return). */
  step: number
  steps: readonly { role: string }[]
  holderId: string | null
  /** The holder has no right to this step today: away, or the duty has ended. It waits for whoever has the duty. */
  holderAway?: boolean
  supplementCount: number
  result: 'none' | 'draft' | 'approved' | 'issued'
  /** The post brought the result back: state 10 is final, but it can still be handed over at the desk. */
  undelivered?: boolean
  extension: ExtensionSituation
}

/** Where the apology with a new date stands. `isExhausted`: as many new dates were set as the rule foresees. */
export interface ExtensionSituation {
  state: 'none' | 'draft' | 'proposed'
  isExhausted: boolean
}

/**
 * What this actor may do next with this dossier; the same answer decides the command and draws the buttons.
 * States by the national table; one supplement request only (NĐ 61/2018 and NĐ 118/2025); approval by a leader,
 * number by the clerk, return by the counter.
 */
export function nextSteps(dossier: Situation, actor: Actor): Action[] {
  return (Object.keys(actions) as Action[]).filter((action) => rules[action](dossier, actor))
}

type Rule = (dossier: Situation, actor: Actor) => boolean

const roleAt = (dossier: Situation, step = dossier.step) => dossier.steps[step]?.role ?? ''
const inRole = (dossier: Situation, actor: Actor, roles: readonly string[]) =>
  holds(actor, roles, dossier.fieldCode)
/** Holds the post of the current step, and the dossier lies with them or with nobody yet. */
const atDesk: Rule = (dossier, actor) =>
  inRole(dossier, actor, [roleAt(dossier)]) && (dossier.holderId === null || dossier.holderId === actor.id)
/** Lies with nobody who could go on with it. */
const waits: Rule = (dossier, actor) =>
  dossier.holderId === null || (dossier.holderAway === true && dossier.holderId !== actor.id)
/** Steps are planned at reception: what waits for it, at the desk or online, has none. */
const isReceived = (dossier: Situation) => dossier.steps.length > 0
const working = (dossier: Situation) => dossier.status === 2 || dossier.status === 4
const nextRole = (dossier: Situation) => roleAt(dossier, dossier.step + 1)
const nextIsReturn = (dossier: Situation) => dossier.step + 1 === dossier.steps.length - 1

const rules: Record<Action, Rule> = {
  takeUp: (d, a) => working(d) && waits(d, a) && inRole(d, a, [roleAt(d)]),
  forward: (d, a) =>
    working(d) && atDesk(d, a) && d.step < d.steps.length - 1 && !nextIsReturn(d) && mayLeaveStep(d),
  draftResult: (d, a) =>
    d.status === 4 && roleAt(d) === 'specialist' && atDesk(d, a) && d.result !== 'issued',
  approve: (d, a) => d.status === 4 && roleAt(d) === 'leader' && atDesk(d, a) && d.result === 'draft',
  issue: (d, a) => d.status === 4 && roleAt(d) === 'clerk' && atDesk(d, a) && d.result === 'approved',
  returnResult: (d, a) => (d.status === 9 || d.undelivered === true) && inRole(d, a, ['counter']),
  sendBack: (d, a) => d.status === 4 && d.step > 0 && atDesk(d, a) && d.result !== 'issued',
  requestSupplement: (d, a) =>
    working(d) && d.supplementCount === 0 && atDesk(d, a) && ['counter', 'specialist'].includes(roleAt(d)),
  receiveSupplement: (d, a) => d.status === 5 && isReceived(d) && inRole(d, a, ['counter']),
  askWithdrawal: (d, a) => [2, 4, 5, 6].includes(d.status) && isReceived(d) && inRole(d, a, ['counter']),
  answerWithdrawal: (d, a) =>
    d.status === 7 &&
    (inRole(d, a, ['leader']) || (isReceived(d) ? atDesk(d, a) : inRole(d, a, ['counter']))),
  stop: (d, a) => [4, 5, 6].includes(d.status) && isReceived(d) && inRole(d, a, ['leader']),
  proposeExtension: (d, a) =>
    working(d) &&
    // The desk answers to the citizen whoever has the dossier; a specialist for what lies with no other one.
    (inRole(d, a, ['counter']) ||
      (inRole(d, a, ['specialist']) && (roleAt(d) !== 'specialist' || atDesk(d, a)))) &&
    d.extension.state !== 'proposed' &&
    !d.extension.isExhausted,
  decideExtension: (d, a) => working(d) && inRole(d, a, ['leader']) && d.extension.state === 'proposed',
  // Beyond what the rule foresees (NĐ 61/2018, Điều 19: once) a leader alone sets a new date, with a reason of its own.
  reappoint: (d, a) =>
    working(d) && inRole(d, a, ['leader']) && d.extension.state !== 'proposed' && d.extension.isExhausted,
}

/** A specialist may go to the leader only with a draft; a leader and a clerk go on by approving and issuing. */
function mayLeaveStep(dossier: Situation): boolean {
  const role = roleAt(dossier)
  if (role === 'leader') return false
  if (role === 'clerk') return false
  return nextRole(dossier) !== 'leader' || dossier.result !== 'none'
}
