import { AppError } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/operations.ts'
import {
  type IncomingAction,
  type IncomingSituation,
  incomingActions,
  nextSteps,
  type Viewer,
} from './model/next-steps.ts'
import { stateName } from './model/states.ts'

/** Văn thư: who registers documents and keeps the registers. */
export const clerks = ['clerk'] as const
/** Who may say what becomes of a document. */
export const leaders = ['leader'] as const
/** Who may be given documents to handle: whoever holds a post that works on matters of the office. */
export const handlers = ['specialist', 'counter', 'clerk', 'accountant', 'leader', 'admin', 'editor'] as const

export function viewerOf(actor: Actor): Viewer {
  return { id: actor.id, isClerk: holds(actor, clerks), isLeader: holds(actor, leaders) }
}

/** Whether the actor sees every document of the office; others see what was given to them or to their unit. */
export function seesAll(actor: Actor): boolean {
  return holds(actor, [...clerks, ...leaders])
}

/** Refuses what the rule of next steps does not offer this actor, and says where the document stands. */
export function requireStep(action: IncomingAction, document: IncomingSituation, actor: Actor): void {
  const viewer = viewerOf(actor)
  if (nextSteps(document, viewer).includes(action)) return
  const isNamed = document.recipients.some(({ staffId }) => staffId === actor.id)
  if (!isNamed && !viewer.isClerk && !viewer.isLeader) throw new AppError('not_allowed')
  throw new AppError('wrong_state', {
    detail: `Không thể “${incomingActions[action]}” khi văn bản ở trạng thái “${stateName(document.state)}” hoặc việc này không phải của bạn. Hãy tải lại trang để xem các bước có thể làm.`,
  })
}
